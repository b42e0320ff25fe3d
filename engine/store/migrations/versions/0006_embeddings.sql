CREATE TABLE embedding_run (
	id INTEGER NOT NULL, 
	as_of VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	seed INTEGER NOT NULL, 
	customer_count INTEGER NOT NULL, 
	chosen VARCHAR NOT NULL, 
	orders TEXT NOT NULL, 
	test TEXT NOT NULL, 
	CONSTRAINT pk_embedding_run PRIMARY KEY (id)
);

CREATE TABLE embedding_method (
	run_id INTEGER NOT NULL, 
	method VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	width INTEGER NOT NULL, 
	worth TEXT NOT NULL, 
	curves TEXT NOT NULL, 
	weights BLOB, 
	CONSTRAINT pk_embedding_method PRIMARY KEY (run_id, method), 
	CONSTRAINT fk_embedding_method_run_id FOREIGN KEY(run_id) REFERENCES embedding_run (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE embedding (
	run_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	vectors BLOB NOT NULL, 
	CONSTRAINT pk_embedding PRIMARY KEY (run_id, customer_id), 
	CONSTRAINT fk_embedding_run_id FOREIGN KEY(run_id) REFERENCES embedding_run (id) ON DELETE CASCADE, 
	CONSTRAINT fk_embedding_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_embedding_customer_id ON embedding (customer_id);

CREATE TABLE embedding_point (
	run_id INTEGER NOT NULL, 
	method VARCHAR NOT NULL, 
	customer_id INTEGER NOT NULL, 
	x_milli INTEGER NOT NULL, 
	y_milli INTEGER NOT NULL, 
	CONSTRAINT pk_embedding_point PRIMARY KEY (run_id, method, customer_id), 
	CONSTRAINT fk_embedding_point_run_id FOREIGN KEY(run_id) REFERENCES embedding_run (id) ON DELETE CASCADE, 
	CONSTRAINT fk_embedding_point_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_embedding_point_customer_id ON embedding_point (customer_id);
