"""The Products page: what sells, with what and to whom, and what is recommended from that."""
