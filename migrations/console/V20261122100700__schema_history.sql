-- Every program looks, before it writes, whether the schema is the one it was made for.
GRANT SELECT ON flyway_schema_history TO tokens_support, tokens_finance, tokens_product, tokens_admin, tokens_service;
