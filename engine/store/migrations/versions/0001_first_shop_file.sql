CREATE TABLE campaign (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	goal VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	audience TEXT NOT NULL, 
	offer TEXT NOT NULL, 
	template TEXT NOT NULL, 
	holdout_share INTEGER NOT NULL, 
	seed INTEGER NOT NULL, 
	created_at INTEGER NOT NULL, 
	exported_at INTEGER, 
	cost_e4 INTEGER DEFAULT '0' NOT NULL, 
	context TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_campaign PRIMARY KEY (id), 
	CONSTRAINT ck_campaign_state_known CHECK (state IN ('draft', 'ready', 'exported', 'results_in', 'closed')), 
	CONSTRAINT ck_campaign_holdout_in_range CHECK (holdout_share BETWEEN 0 AND 90), 
	CONSTRAINT ck_campaign_exported_has_date CHECK ((state IN ('draft', 'ready')) = (exported_at IS NULL))
);

CREATE TABLE column_memory (
	header_fingerprint VARCHAR NOT NULL, 
	mapping TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_column_memory PRIMARY KEY (header_fingerprint)
);

CREATE TABLE month_total (
	month VARCHAR NOT NULL, 
	order_count INTEGER NOT NULL, 
	net_e4 INTEGER NOT NULL, 
	anonymous_net_e4 INTEGER NOT NULL, 
	customer_count INTEGER NOT NULL, 
	returning_count INTEGER NOT NULL, 
	CONSTRAINT pk_month_total PRIMARY KEY (month)
);

CREATE TABLE recommender_run (
	id INTEGER NOT NULL, 
	model VARCHAR NOT NULL, 
	as_of VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	parameters TEXT NOT NULL, 
	metrics TEXT NOT NULL, 
	state BLOB, 
	CONSTRAINT pk_recommender_run PRIMARY KEY (id)
);

CREATE TABLE segment_run (
	id INTEGER NOT NULL, 
	method VARCHAR NOT NULL, 
	as_of VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	customer_count INTEGER NOT NULL, 
	parameters TEXT NOT NULL, 
	quality TEXT NOT NULL, 
	CONSTRAINT pk_segment_run PRIMARY KEY (id)
);

CREATE INDEX ix_segment_run_method ON segment_run (method);

CREATE TABLE setting (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);

CREATE TABLE source (
	id INTEGER NOT NULL, 
	channel VARCHAR NOT NULL, 
	name VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_source PRIMARY KEY (id), 
	CONSTRAINT uq_source_channel_name UNIQUE (channel, name)
);

CREATE TABLE suppression (
	address_hash VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	origin VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_suppression PRIMARY KEY (address_hash, reason), 
	CONSTRAINT ck_suppression_reason_known CHECK (reason IN ('unsubscribed', 'bounced', 'complained', 'erased'))
);

CREATE TABLE undo_step (
	id INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	topics TEXT NOT NULL, 
	statements TEXT NOT NULL, 
	CONSTRAINT pk_undo_step PRIMARY KEY (id)
);

CREATE TABLE export_file (
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	format VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	row_count INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_export_file PRIMARY KEY (id), 
	CONSTRAINT fk_export_file_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE CASCADE
);

CREATE TABLE import_run (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	byte_count INTEGER NOT NULL, 
	reading TEXT NOT NULL, 
	started_at INTEGER NOT NULL, 
	finished_at INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	report TEXT NOT NULL, 
	CONSTRAINT pk_import_run PRIMARY KEY (id), 
	CONSTRAINT ck_import_run_state_known CHECK (state IN ('done', 'undone')), 
	CONSTRAINT fk_import_run_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_import_run_sha256 ON import_run (sha256);

CREATE TABLE segment (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	advice TEXT NOT NULL, 
	customer_count INTEGER NOT NULL, 
	sales_e4 INTEGER NOT NULL, 
	facts TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_segment PRIMARY KEY (id), 
	CONSTRAINT uq_segment_run_id_code UNIQUE (run_id, code), 
	CONSTRAINT fk_segment_run_id FOREIGN KEY(run_id) REFERENCES segment_run (id) ON DELETE CASCADE
);

CREATE TABLE customer (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name VARCHAR DEFAULT '' NOT NULL, 
	email VARCHAR DEFAULT '' NOT NULL, 
	phone VARCHAR DEFAULT '' NOT NULL, 
	country VARCHAR DEFAULT '' NOT NULL, 
	city VARCHAR DEFAULT '' NOT NULL, 
	language VARCHAR DEFAULT '' NOT NULL, 
	birthday VARCHAR DEFAULT '' NOT NULL, 
	attributes TEXT DEFAULT '{}' NOT NULL, 
	created_at INTEGER NOT NULL, 
	erased_at INTEGER, 
	import_id INTEGER, 
	CONSTRAINT pk_customer PRIMARY KEY (id), 
	CONSTRAINT uq_customer_code UNIQUE (code), 
	CONSTRAINT fk_customer_import_id FOREIGN KEY(import_id) REFERENCES import_run (id)
);

CREATE INDEX ix_customer_import_id ON customer (import_id);

CREATE TABLE import_change (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	entity VARCHAR NOT NULL, 
	row_key TEXT NOT NULL, 
	"before" TEXT, 
	CONSTRAINT pk_import_change PRIMARY KEY (import_id, position), 
	CONSTRAINT ck_import_change_entity_known CHECK (entity IN ('customer', 'customer_key', 'product', 'consent', 'suppression')), 
	CONSTRAINT fk_import_change_import_id FOREIGN KEY(import_id) REFERENCES import_run (id) ON DELETE CASCADE
);

CREATE TABLE import_reject (
	import_id INTEGER NOT NULL, 
	line INTEGER NOT NULL, 
	column_name VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_import_reject PRIMARY KEY (import_id, line, column_name), 
	CONSTRAINT fk_import_reject_import_id FOREIGN KEY(import_id) REFERENCES import_run (id) ON DELETE CASCADE
);

CREATE TABLE product (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name VARCHAR DEFAULT '' NOT NULL, 
	category VARCHAR DEFAULT '' NOT NULL, 
	description TEXT DEFAULT '' NOT NULL, 
	price_e4 INTEGER, 
	cost_e4 INTEGER, 
	stock INTEGER, 
	picture VARCHAR DEFAULT '' NOT NULL, 
	url VARCHAR DEFAULT '' NOT NULL, 
	kind VARCHAR DEFAULT 'product' NOT NULL, 
	recommendable INTEGER DEFAULT '1' NOT NULL, 
	import_id INTEGER, 
	CONSTRAINT pk_product PRIMARY KEY (id), 
	CONSTRAINT ck_product_kind_known CHECK (kind IN ('product', 'service')), 
	CONSTRAINT ck_product_recommendable_is_flag CHECK (recommendable IN (0, 1)), 
	CONSTRAINT uq_product_code UNIQUE (code), 
	CONSTRAINT fk_product_import_id FOREIGN KEY(import_id) REFERENCES import_run (id)
);

CREATE INDEX ix_product_import_id ON product (import_id);

CREATE TABLE consent (
	customer_id INTEGER NOT NULL, 
	channel VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	basis VARCHAR DEFAULT '' NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_consent PRIMARY KEY (customer_id, channel), 
	CONSTRAINT ck_consent_channel_known CHECK (channel IN ('email', 'ads', 'sms', 'post')), 
	CONSTRAINT ck_consent_status_known CHECK (status IN ('yes', 'no')), 
	CONSTRAINT fk_consent_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE customer_key (
	source_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	customer_id INTEGER NOT NULL, 
	CONSTRAINT pk_customer_key PRIMARY KEY (source_id, kind, value), 
	CONSTRAINT ck_customer_key_kind_known CHECK (kind IN ('external', 'email', 'phone')), 
	CONSTRAINT fk_customer_key_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT fk_customer_key_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
);

CREATE INDEX ix_customer_key_customer_id ON customer_key (customer_id);

CREATE TABLE customer_note (
	id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_customer_note PRIMARY KEY (id), 
	CONSTRAINT fk_customer_note_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
);

CREATE INDEX ix_customer_note_customer_id ON customer_note (customer_id);

CREATE TABLE customer_total (
	customer_id INTEGER NOT NULL, 
	name VARCHAR COLLATE "NOCASE" NOT NULL, 
	order_count INTEGER NOT NULL, 
	net_e4 INTEGER NOT NULL, 
	refund_e4 INTEGER NOT NULL, 
	first_at INTEGER, 
	last_at INTEGER, 
	CONSTRAINT pk_customer_total PRIMARY KEY (customer_id), 
	CONSTRAINT fk_customer_total_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
);

CREATE INDEX ix_customer_total_first_at ON customer_total (first_at);

CREATE INDEX ix_customer_total_last_at ON customer_total (last_at);

CREATE INDEX ix_customer_total_name ON customer_total (name);

CREATE INDEX ix_customer_total_net_e4 ON customer_total (net_e4);

CREATE INDEX ix_customer_total_order_count ON customer_total (order_count);

CREATE TABLE orders (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	customer_id INTEGER, 
	placed_at INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	currency VARCHAR NOT NULL, 
	total_e4 INTEGER NOT NULL, 
	refunded_e4 INTEGER DEFAULT '0' NOT NULL, 
	line_count INTEGER NOT NULL, 
	shipping_e4 INTEGER DEFAULT '0' NOT NULL, 
	tax_e4 INTEGER DEFAULT '0' NOT NULL, 
	discount_e4 INTEGER DEFAULT '0' NOT NULL, 
	discount_code VARCHAR DEFAULT '' NOT NULL, 
	country VARCHAR DEFAULT '' NOT NULL, 
	refund_of INTEGER, 
	content_hash INTEGER NOT NULL, 
	import_id INTEGER, 
	CONSTRAINT pk_orders PRIMARY KEY (id), 
	CONSTRAINT uq_orders_source_id_code UNIQUE (source_id, code), 
	CONSTRAINT ck_orders_kind_known CHECK (kind IN ('sale', 'refund', 'adjustment')), 
	CONSTRAINT ck_orders_status_known CHECK (status IN ('paid', 'pending', 'cancelled', 'refunded', 'part_refunded')), 
	CONSTRAINT ck_orders_refunded_not_negative CHECK (refunded_e4 >= 0), 
	CONSTRAINT ck_orders_has_lines CHECK (line_count > 0), 
	CONSTRAINT ck_orders_currency_is_iso CHECK (length(currency) = 3), 
	CONSTRAINT fk_orders_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT fk_orders_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id), 
	CONSTRAINT fk_orders_refund_of FOREIGN KEY(refund_of) REFERENCES orders (id) ON DELETE SET NULL, 
	CONSTRAINT fk_orders_import_id FOREIGN KEY(import_id) REFERENCES import_run (id)
);

CREATE INDEX ix_orders_facts ON orders (customer_id, placed_at, kind, status, total_e4, refunded_e4, refund_of);

CREATE INDEX ix_orders_import_id ON orders (import_id);

CREATE INDEX ix_orders_placed_at ON orders (placed_at);

CREATE INDEX ix_orders_refund_of ON orders (refund_of);

CREATE TABLE product_audience (
	run_id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	score INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	because_id INTEGER, 
	evidence TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_product_audience PRIMARY KEY (run_id, product_id, rank), 
	CONSTRAINT fk_product_audience_run_id FOREIGN KEY(run_id) REFERENCES recommender_run (id) ON DELETE CASCADE, 
	CONSTRAINT fk_product_audience_product_id FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE, 
	CONSTRAINT fk_product_audience_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_product_audience_because_id FOREIGN KEY(because_id) REFERENCES product (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_product_audience_customer_id ON product_audience (customer_id);

CREATE TABLE product_pair (
	run_id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	together INTEGER NOT NULL, 
	support_orders INTEGER NOT NULL, 
	lift_milli INTEGER NOT NULL, 
	CONSTRAINT pk_product_pair PRIMARY KEY (run_id, product_id, other_id), 
	CONSTRAINT fk_product_pair_run_id FOREIGN KEY(run_id) REFERENCES recommender_run (id) ON DELETE CASCADE, 
	CONSTRAINT fk_product_pair_product_id FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE, 
	CONSTRAINT fk_product_pair_other_id FOREIGN KEY(other_id) REFERENCES product (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE product_total (
	product_id INTEGER NOT NULL, 
	order_count INTEGER NOT NULL, 
	customer_count INTEGER NOT NULL, 
	units_milli INTEGER NOT NULL, 
	net_e4 INTEGER NOT NULL, 
	last_at INTEGER, 
	CONSTRAINT pk_product_total PRIMARY KEY (product_id), 
	CONSTRAINT fk_product_total_product_id FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE
);

CREATE INDEX ix_product_total_net_e4 ON product_total (net_e4);

CREATE TABLE recipient (
	campaign_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	arm VARCHAR NOT NULL, 
	reason VARCHAR DEFAULT '' NOT NULL, 
	email VARCHAR DEFAULT '' NOT NULL, 
	coupon_code VARCHAR, 
	recipient_key VARCHAR NOT NULL, 
	stratum VARCHAR DEFAULT '' NOT NULL, 
	facts TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_recipient PRIMARY KEY (campaign_id, customer_id), 
	CONSTRAINT uq_recipient_campaign_id_recipient_key UNIQUE (campaign_id, recipient_key), 
	CONSTRAINT ck_recipient_arm_known CHECK (arm IN ('mail', 'hold_out', 'excluded')), 
	CONSTRAINT ck_recipient_codes_only_mailed CHECK (arm = 'mail' OR coupon_code IS NULL), 
	CONSTRAINT fk_recipient_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE CASCADE, 
	CONSTRAINT fk_recipient_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT uq_recipient_coupon_code UNIQUE (coupon_code)
)
 WITHOUT ROWID;

CREATE INDEX ix_recipient_customer_id ON recipient (customer_id);

CREATE TABLE recommendation (
	run_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	score INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	because_id INTEGER, 
	evidence TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_recommendation PRIMARY KEY (run_id, customer_id, rank), 
	CONSTRAINT fk_recommendation_run_id FOREIGN KEY(run_id) REFERENCES recommender_run (id) ON DELETE CASCADE, 
	CONSTRAINT fk_recommendation_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_recommendation_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_recommendation_because_id FOREIGN KEY(because_id) REFERENCES product (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_recommendation_product_id ON recommendation (product_id);

CREATE TABLE review (
	id INTEGER NOT NULL, 
	customer_id INTEGER, 
	product_id INTEGER, 
	stars INTEGER, 
	title TEXT DEFAULT '' NOT NULL, 
	body TEXT DEFAULT '' NOT NULL, 
	language VARCHAR DEFAULT '' NOT NULL, 
	written_at INTEGER NOT NULL, 
	import_id INTEGER, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT uq_review_customer_id_product_id_written_at UNIQUE (customer_id, product_id, written_at), 
	CONSTRAINT ck_review_stars_in_range CHECK (stars BETWEEN 1 AND 5), 
	CONSTRAINT ck_review_says_something CHECK (stars IS NOT NULL OR body <> ''), 
	CONSTRAINT fk_review_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_review_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_review_import_id FOREIGN KEY(import_id) REFERENCES import_run (id)
);

CREATE INDEX ix_review_import_id ON review (import_id);

CREATE INDEX ix_review_product_id ON review (product_id);

CREATE TABLE segment_member (
	run_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	segment_id INTEGER NOT NULL, 
	score VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_segment_member PRIMARY KEY (run_id, customer_id), 
	CONSTRAINT fk_segment_member_run_id FOREIGN KEY(run_id) REFERENCES segment_run (id) ON DELETE CASCADE, 
	CONSTRAINT fk_segment_member_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_segment_member_segment_id FOREIGN KEY(segment_id) REFERENCES segment (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_segment_member_customer_id ON segment_member (customer_id);

CREATE INDEX ix_segment_member_segment_id ON segment_member (segment_id);

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
	CONSTRAINT pk_visit PRIMARY KEY (id), 
	CONSTRAINT ck_visit_kind_known CHECK (kind IN ('view', 'search', 'cart', 'purchase', 'other')), 
	CONSTRAINT fk_visit_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_visit_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_visit_import_id FOREIGN KEY(import_id) REFERENCES import_run (id)
);

CREATE INDEX ix_visit_customer_id_occurred_at ON visit (customer_id, occurred_at);

CREATE INDEX ix_visit_import_id ON visit (import_id);

CREATE TABLE order_line (
	order_id INTEGER NOT NULL, 
	line_no INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	quantity_milli INTEGER NOT NULL, 
	unit_price_e4 INTEGER NOT NULL, 
	total_e4 INTEGER NOT NULL, 
	CONSTRAINT pk_order_line PRIMARY KEY (order_id, line_no), 
	CONSTRAINT fk_order_line_order_id FOREIGN KEY(order_id) REFERENCES orders (id) ON DELETE CASCADE, 
	CONSTRAINT fk_order_line_product_id FOREIGN KEY(product_id) REFERENCES product (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_order_line_product_id ON order_line (product_id);

CREATE TABLE order_version (
	import_id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	"before" TEXT NOT NULL, 
	CONSTRAINT pk_order_version PRIMARY KEY (import_id, order_id), 
	CONSTRAINT fk_order_version_import_id FOREIGN KEY(import_id) REFERENCES import_run (id) ON DELETE CASCADE, 
	CONSTRAINT fk_order_version_order_id FOREIGN KEY(order_id) REFERENCES orders (id) ON DELETE CASCADE
);

CREATE TABLE outcome (
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	order_id INTEGER, 
	amount_e4 INTEGER DEFAULT '0' NOT NULL, 
	import_id INTEGER, 
	CONSTRAINT pk_outcome PRIMARY KEY (id), 
	CONSTRAINT ck_outcome_kind_known CHECK (kind IN ('sent', 'opened', 'clicked', 'ordered', 'unsubscribed', 'bounced', 'complained')), 
	CONSTRAINT uq_outcome_campaign_id_customer_id_kind_at UNIQUE (campaign_id, customer_id, kind, at), 
	CONSTRAINT fk_outcome_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE CASCADE, 
	CONSTRAINT fk_outcome_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_outcome_order_id FOREIGN KEY(order_id) REFERENCES orders (id) ON DELETE SET NULL, 
	CONSTRAINT fk_outcome_import_id FOREIGN KEY(import_id) REFERENCES import_run (id)
);

CREATE INDEX ix_outcome_customer_id ON outcome (customer_id);

CREATE TRIGGER campaign_is_final BEFORE UPDATE ON campaign WHEN OLD.exported_at IS NOT NULL AND (NEW.language IS NOT OLD.language OR NEW.audience IS NOT OLD.audience OR NEW.offer IS NOT OLD.offer OR NEW.template IS NOT OLD.template OR NEW.context IS NOT OLD.context OR NEW.holdout_share IS NOT OLD.holdout_share OR NEW.seed IS NOT OLD.seed OR NEW.created_at IS NOT OLD.created_at OR NEW.exported_at IS NOT OLD.exported_at) BEGIN SELECT RAISE(ABORT, 'an exported campaign cannot be changed'); END;

CREATE TRIGGER recipient_is_final BEFORE UPDATE ON recipient WHEN EXISTS (SELECT 1 FROM campaign WHERE id = OLD.campaign_id AND exported_at IS NOT NULL) AND (NEW.campaign_id IS NOT OLD.campaign_id OR NEW.arm IS NOT OLD.arm OR NEW.reason IS NOT OLD.reason OR NEW.coupon_code IS NOT OLD.coupon_code OR NEW.recipient_key IS NOT OLD.recipient_key OR NEW.stratum IS NOT OLD.stratum) BEGIN SELECT RAISE(ABORT, 'an exported campaign cannot be changed'); END;
