"""The only place that knows SQLAlchemy: tables, queries within scope, transactions, the trail."""
