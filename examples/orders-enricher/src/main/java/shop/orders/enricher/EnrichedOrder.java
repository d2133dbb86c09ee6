package shop.orders.enricher;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** A record of the orders_enriched topic. All amounts are minor units (cents) of the order's currency. */
@JsonNaming(SnakeCaseStrategy.class)
public record EnrichedOrder(
        String orderId,
        String customerId,
        Tier customerTier,
        String currency,
        List<Order.Line> lines,
        long subtotalMinor,
        long discountMinor,
        long totalMinor,
        String placedAt,
        String enrichedAt) {
}
