CREATE TABLE currency_rate (
	currency VARCHAR NOT NULL, 
	from_day VARCHAR NOT NULL, 
	rate_e9 INTEGER NOT NULL, 
	CONSTRAINT pk_currency_rate PRIMARY KEY (currency, from_day), 
	CONSTRAINT ck_currency_rate_rate_is_positive CHECK (rate_e9 > 0), 
	CONSTRAINT ck_currency_rate_currency_is_iso CHECK (length(currency) = 3)
)
 WITHOUT ROWID;

ALTER TABLE customer ADD COLUMN company VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE customer ADD COLUMN street VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE customer ADD COLUMN postcode VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE customer ADD COLUMN region VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE customer ADD COLUMN gender VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE import_change RENAME TO old_import_change;

CREATE TABLE import_change (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	entity VARCHAR NOT NULL, 
	row_key TEXT NOT NULL, 
	"before" TEXT, 
	CONSTRAINT pk_import_change PRIMARY KEY (import_id, position), 
	CONSTRAINT ck_import_change_entity_known CHECK (entity IN ('customer', 'customer_key', 'product', 'consent', 'suppression', 'visit', 'review', 'outcome', 'campaign')), 
	CONSTRAINT fk_import_change_import_id FOREIGN KEY(import_id) REFERENCES import_run (id) ON DELETE CASCADE
);

INSERT INTO import_change (import_id, position, entity, row_key, before) SELECT import_id, position, entity, row_key, before FROM old_import_change;

DROP TABLE old_import_change;

CREATE INDEX ix_import_change_entity_row_key ON import_change (entity, row_key);

CREATE TABLE import_reject_rows (
	import_id INTEGER NOT NULL, 
	headers TEXT NOT NULL, 
	lines BLOB NOT NULL, 
	CONSTRAINT pk_import_reject_rows PRIMARY KEY (import_id), 
	CONSTRAINT fk_import_reject_rows_import_id FOREIGN KEY(import_id) REFERENCES import_run (id) ON DELETE CASCADE
);

CREATE TABLE import_seen (
	import_id INTEGER NOT NULL, 
	entity VARCHAR NOT NULL, 
	first_id INTEGER NOT NULL, 
	last_id INTEGER NOT NULL, 
	CONSTRAINT pk_import_seen PRIMARY KEY (import_id, entity, first_id), 
	CONSTRAINT ck_import_seen_ascending CHECK (first_id <= last_id), 
	CONSTRAINT fk_import_seen_import_id FOREIGN KEY(import_id) REFERENCES import_run (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE import_word (
	entity VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	CONSTRAINT pk_import_word PRIMARY KEY (entity, row_id, import_id), 
	CONSTRAINT fk_import_word_import_id FOREIGN KEY(import_id) REFERENCES import_run (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_import_word_import_id ON import_word (import_id);

ALTER TABLE product ADD COLUMN brand VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE product ADD COLUMN tags VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE product ADD COLUMN group_code VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE product ADD COLUMN variant VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE product ADD COLUMN barcode VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE product ADD COLUMN listed INTEGER DEFAULT '1' NOT NULL;

ALTER TABLE product ADD COLUMN attributes TEXT DEFAULT '{}' NOT NULL;

CREATE INDEX ix_customer_key_value ON customer_key (value, kind);

CREATE TABLE customer_merge (
	id INTEGER NOT NULL, 
	kept_id INTEGER NOT NULL, 
	gone_id INTEGER NOT NULL, 
	gone_name VARCHAR DEFAULT '' NOT NULL, 
	gone TEXT NOT NULL, 
	basis VARCHAR NOT NULL, 
	import_id INTEGER, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_customer_merge PRIMARY KEY (id), 
	CONSTRAINT ck_customer_merge_basis_known CHECK (basis IN ('email', 'phone', 'external', 'owner')), 
	CONSTRAINT fk_customer_merge_kept_id FOREIGN KEY(kept_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_customer_merge_import_id FOREIGN KEY(import_id) REFERENCES import_run (id)
);

CREATE INDEX ix_customer_merge_import_id ON customer_merge (import_id);

CREATE INDEX ix_customer_merge_kept_id ON customer_merge (kept_id);

CREATE TABLE not_same (
	one_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_not_same PRIMARY KEY (one_id, other_id), 
	CONSTRAINT ck_not_same_ordered CHECK (one_id < other_id), 
	CONSTRAINT fk_not_same_one_id FOREIGN KEY(one_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_not_same_other_id FOREIGN KEY(other_id) REFERENCES customer (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

ALTER TABLE orders ADD COLUMN detail VARCHAR DEFAULT 'lines' NOT NULL;

ALTER TABLE orders ADD COLUMN original_total_e4 INTEGER;

ALTER TABLE orders ADD COLUMN original_refunded_e4 INTEGER;

ALTER TABLE orders ADD COLUMN goods_e4 INTEGER;

ALTER TABLE orders ADD COLUMN gives_back VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE orders ADD COLUMN pays_for INTEGER REFERENCES orders (id) ON DELETE SET NULL;

CREATE INDEX ix_orders_currency ON orders (currency) WHERE original_total_e4 IS NOT NULL;

CREATE INDEX ix_orders_gives_back ON orders (source_id, gives_back) WHERE gives_back <> '';

CREATE INDEX ix_orders_pays_for ON orders (pays_for) WHERE pays_for IS NOT NULL;

ALTER TABLE review RENAME TO old_review;

DROP INDEX ix_review_import_id;

DROP INDEX ix_review_product_id;

CREATE TABLE review (
	id INTEGER NOT NULL, 
	customer_id INTEGER, 
	product_id INTEGER, 
	stars INTEGER, 
	title TEXT DEFAULT '' NOT NULL, 
	body TEXT DEFAULT '' NOT NULL, 
	language VARCHAR DEFAULT '' NOT NULL, 
	written_at INTEGER, 
	import_id INTEGER, 
	source_id INTEGER, 
	code VARCHAR, 
	content_hash INTEGER, 
	recommended INTEGER, 
	category VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT uq_review_source_id_code UNIQUE (source_id, code), 
	CONSTRAINT ck_review_stars_in_range CHECK (stars BETWEEN 1 AND 5), 
	CONSTRAINT ck_review_recommended_is_flag CHECK (recommended IN (0, 1)), 
	CONSTRAINT ck_review_says_something CHECK (stars IS NOT NULL OR body <> '' OR recommended IS NOT NULL), 
	CONSTRAINT fk_review_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_review_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_review_import_id FOREIGN KEY(import_id) REFERENCES import_run (id), 
	CONSTRAINT fk_review_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

INSERT INTO review (id, customer_id, product_id, stars, title, body, language, written_at, import_id) SELECT id, customer_id, product_id, stars, title, body, language, written_at, import_id FROM old_review;

DROP TABLE old_review;

CREATE INDEX ix_review_customer_id ON review (customer_id);

CREATE INDEX ix_review_import_id ON review (import_id);

CREATE INDEX ix_review_product_id ON review (product_id);

ALTER TABLE visit RENAME TO old_visit;

DROP INDEX ix_visit_customer_id_occurred_at;

DROP INDEX ix_visit_import_id;

CREATE TABLE visit (
	id INTEGER NOT NULL, 
	customer_id INTEGER, 
	product_id INTEGER, 
	kind VARCHAR NOT NULL, 
	occurred_at INTEGER NOT NULL, 
	seconds INTEGER, 
	session VARCHAR DEFAULT '' NOT NULL, 
	"query" VARCHAR DEFAULT '' NOT NULL, 
	import_id INTEGER, 
	category VARCHAR DEFAULT '' NOT NULL, 
	content_hash INTEGER, 
	CONSTRAINT pk_visit PRIMARY KEY (id), 
	CONSTRAINT ck_visit_kind_known CHECK (kind IN ('view', 'search', 'cart', 'purchase', 'other')), 
	CONSTRAINT fk_visit_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_visit_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_visit_import_id FOREIGN KEY(import_id) REFERENCES import_run (id)
);

INSERT INTO visit (id, customer_id, product_id, kind, occurred_at, seconds, session, query, import_id) SELECT id, customer_id, product_id, kind, occurred_at, seconds, session, query, import_id FROM old_visit;

DROP TABLE old_visit;

CREATE UNIQUE INDEX ix_visit_content_hash ON visit (content_hash) WHERE content_hash IS NOT NULL;

CREATE INDEX ix_visit_customer_id_occurred_at ON visit (customer_id, occurred_at);

CREATE INDEX ix_visit_import_id ON visit (import_id);

ALTER TABLE order_line ADD COLUMN original_unit_price_e4 INTEGER;

ALTER TABLE order_line ADD COLUMN original_total_e4 INTEGER;

CREATE INDEX ix_not_same_other_id ON not_same (other_id);

CREATE INDEX ix_product_audience_product_id ON product_audience (product_id);

CREATE INDEX ix_product_audience_because_id ON product_audience (because_id);

CREATE INDEX ix_product_pair_product_id ON product_pair (product_id);

CREATE INDEX ix_product_pair_other_id ON product_pair (other_id);

CREATE INDEX ix_recommendation_customer_id ON recommendation (customer_id);

CREATE INDEX ix_recommendation_because_id ON recommendation (because_id);

CREATE INDEX ix_visit_product_id ON visit (product_id);

CREATE INDEX ix_order_version_order_id ON order_version (order_id);

CREATE INDEX ix_outcome_order_id ON outcome (order_id);

UPDATE import_change SET row_key = CASE entity WHEN 'consent' THEN json_object('channel', row_key ->> 'channel', 'customer_id', row_key ->> 'customer_id') WHEN 'suppression' THEN json_object('address_hash', row_key ->> 'address_hash', 'reason', row_key ->> 'reason') WHEN 'customer_key' THEN json_object('kind', row_key ->> 'kind', 'source_id', row_key ->> 'source_id', 'value', row_key ->> 'value') ELSE json(row_key) END;

UPDATE source SET channel = 'file' WHERE channel = 'orders_file';
