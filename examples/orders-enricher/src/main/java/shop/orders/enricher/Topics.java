package shop.orders.enricher;

final class Topics {

    static final String ORDERS = "orders";
    static final String ORDERS_ENRICHED = "orders_enriched";
    static final String ORDERS_DLT = "orders.dlt";

    private Topics() {
    }
}
