CREATE TABLE prediction_run (
	id INTEGER NOT NULL, 
	as_of VARCHAR NOT NULL, 
	horizon_days INTEGER NOT NULL, 
	created_at INTEGER NOT NULL, 
	customer_count INTEGER NOT NULL, 
	method VARCHAR NOT NULL, 
	grade VARCHAR NOT NULL, 
	parameters TEXT NOT NULL, 
	backtest TEXT NOT NULL, 
	CONSTRAINT pk_prediction_run PRIMARY KEY (id), 
	CONSTRAINT ck_prediction_run_grade_known CHECK (grade IN ('A', 'B', 'C', 'D'))
);

CREATE TABLE prediction (
	run_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	no_order_ppm INTEGER NOT NULL, 
	value_e4 INTEGER NOT NULL, 
	value_low_e4 INTEGER NOT NULL, 
	value_high_e4 INTEGER NOT NULL, 
	usual_e4 INTEGER NOT NULL, 
	slipping INTEGER NOT NULL, 
	reasons TEXT NOT NULL, 
	CONSTRAINT pk_prediction PRIMARY KEY (run_id, customer_id), 
	CONSTRAINT ck_prediction_chance_in_range CHECK (no_order_ppm BETWEEN 0 AND 1000000), 
	CONSTRAINT ck_prediction_range_in_order CHECK (value_low_e4 <= value_high_e4), 
	CONSTRAINT ck_prediction_slipping_is_flag CHECK (slipping IN (0, 1)), 
	CONSTRAINT fk_prediction_run_id FOREIGN KEY(run_id) REFERENCES prediction_run (id) ON DELETE CASCADE, 
	CONSTRAINT fk_prediction_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_prediction_customer_id ON prediction (customer_id);
