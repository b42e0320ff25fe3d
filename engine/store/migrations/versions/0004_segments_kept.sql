ALTER TABLE segment_member ADD COLUMN points INTEGER;

CREATE TABLE segment_month (
	day VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	customer_count INTEGER NOT NULL, 
	totals BLOB NOT NULL, 
	CONSTRAINT pk_segment_month PRIMARY KEY (day)
);

CREATE TABLE segment_movement (
	id INTEGER NOT NULL, 
	from_day VARCHAR NOT NULL, 
	to_day VARCHAR NOT NULL, 
	question TEXT NOT NULL, 
	created_at INTEGER NOT NULL, 
	result TEXT NOT NULL, 
	CONSTRAINT pk_segment_movement PRIMARY KEY (id)
);

CREATE TABLE segment_move (
	movement_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	from_code VARCHAR NOT NULL, 
	to_code VARCHAR NOT NULL, 
	cause VARCHAR NOT NULL, 
	net_e4 INTEGER NOT NULL, 
	CONSTRAINT pk_segment_move PRIMARY KEY (movement_id, customer_id), 
	CONSTRAINT ck_segment_move_cause_known CHECK (cause IN ('first', 'ordered', 'quiet', 'others', 'returned')), 
	CONSTRAINT fk_segment_move_movement_id FOREIGN KEY(movement_id) REFERENCES segment_movement (id) ON DELETE CASCADE, 
	CONSTRAINT fk_segment_move_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_segment_move_customer_id ON segment_move (customer_id);

CREATE TABLE segment_comparison (
	id INTEGER NOT NULL, 
	as_of VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	result TEXT NOT NULL, 
	CONSTRAINT pk_segment_comparison PRIMARY KEY (id)
);
