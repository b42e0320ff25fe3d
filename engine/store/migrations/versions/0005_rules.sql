CREATE TABLE own_segment (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	rule TEXT, 
	created_at INTEGER NOT NULL, 
	changed_at INTEGER NOT NULL, 
	CONSTRAINT pk_own_segment PRIMARY KEY (id), 
	CONSTRAINT ck_own_segment_kind_known CHECK (kind IN ('rule', 'list')), 
	CONSTRAINT ck_own_segment_has_name CHECK (name <> ''), 
	CONSTRAINT ck_own_segment_rules_have_one CHECK ((kind = 'rule') = (rule IS NOT NULL))
);

CREATE UNIQUE INDEX ix_own_segment_name ON own_segment (name);

CREATE TABLE own_segment_member (
	own_segment_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	CONSTRAINT pk_own_segment_member PRIMARY KEY (own_segment_id, customer_id), 
	CONSTRAINT fk_own_segment_member_own_segment_id FOREIGN KEY(own_segment_id) REFERENCES own_segment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_own_segment_member_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_own_segment_member_customer_id ON own_segment_member (customer_id);
