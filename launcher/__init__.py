"""What stands behind `make up`, `make down` and `make demo`. No stage imports it, and it imports no Airflow: it starts it."""
