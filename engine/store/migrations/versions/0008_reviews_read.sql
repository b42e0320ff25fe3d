CREATE TABLE text_vector (
	model VARCHAR NOT NULL, 
	digest BLOB NOT NULL, 
	vector BLOB NOT NULL, 
	CONSTRAINT pk_text_vector PRIMARY KEY (model, digest)
)
 WITHOUT ROWID;

CREATE TABLE review_run (
	id INTEGER NOT NULL, 
	created_at INTEGER NOT NULL, 
	model VARCHAR NOT NULL, 
	review_count INTEGER NOT NULL, 
	measured TEXT NOT NULL, 
	themes TEXT NOT NULL, 
	CONSTRAINT pk_review_run PRIMARY KEY (id)
);

CREATE TABLE review_reading (
	review_id INTEGER NOT NULL, 
	digest BLOB NOT NULL, 
	language VARCHAR DEFAULT '' NOT NULL, 
	praise_ppm INTEGER, 
	verdict VARCHAR NOT NULL, 
	contradiction INTEGER NOT NULL, 
	CONSTRAINT pk_review_reading PRIMARY KEY (review_id), 
	CONSTRAINT ck_review_reading_verdict_known CHECK (verdict IN ('praise', 'blame', 'mixed', 'unsure', 'cannot_tell')), 
	CONSTRAINT ck_review_reading_contradiction_is_flag CHECK (contradiction IN (0, 1)), 
	CONSTRAINT fk_review_reading_review_id FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE CASCADE
);

CREATE TABLE review_mention (
	review_id INTEGER NOT NULL, 
	aspect VARCHAR NOT NULL, 
	praise_ppm INTEGER NOT NULL, 
	verdict VARCHAR NOT NULL, 
	quote_start INTEGER NOT NULL, 
	quote_end INTEGER NOT NULL, 
	CONSTRAINT pk_review_mention PRIMARY KEY (review_id, aspect), 
	CONSTRAINT ck_review_mention_verdict_known CHECK (verdict IN ('praise', 'blame', 'unsure')), 
	CONSTRAINT fk_review_mention_review_id FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_review_mention_aspect ON review_mention (aspect, verdict);

CREATE TABLE own_aspect (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	words TEXT NOT NULL, 
	CONSTRAINT pk_own_aspect PRIMARY KEY (id), 
	CONSTRAINT ck_own_aspect_has_name CHECK (name <> ''), 
	CONSTRAINT uq_own_aspect_name UNIQUE (name)
);
