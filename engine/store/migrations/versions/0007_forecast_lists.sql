CREATE INDEX ix_prediction_chance ON prediction (run_id, no_order_ppm);

CREATE INDEX ix_prediction_value ON prediction (run_id, value_e4);

CREATE INDEX ix_prediction_slipping ON prediction (run_id, customer_id) WHERE slipping = 1;
