package shop.orders.enricher;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Adds the customer's tier and the amounts: total = subtotal - discount of the tier. */
@Component
public class OrderEnricher {

    private final TierDirectory tiers;
    private final Clock clock;

    @Autowired
    public OrderEnricher(TierDirectory tiers) {
        this(tiers, Clock.systemUTC());
    }

    OrderEnricher(TierDirectory tiers, Clock clock) {
        this.tiers = tiers;
        this.clock = clock;
    }

    public EnrichedOrder enrich(Order order) {
        check(order);
        Tier tier = tiers.tierOf(order.customerId());
        try {
            long subtotal = 0;
            for (Order.Line line : order.lines()) {
                subtotal = Math.addExact(subtotal, Math.multiplyExact(line.unitPriceMinor(), line.quantity().longValue()));
            }
            long discount = tier.discountOn(subtotal);
            return new EnrichedOrder(
                    order.orderId(), order.customerId(), tier, order.currency(), order.lines(),
                    subtotal, discount, subtotal - discount,
                    order.placedAt(), Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString());
        } catch (ArithmeticException e) {
            throw new InvalidOrderException("the amount is too large", e);
        }
    }

    private static void check(Order order) {
        require(order != null, "the record is empty");
        require(hasText(order.orderId()), "order_id is missing");
        require(hasText(order.customerId()), "customer_id is missing");
        require(hasText(order.currency()), "currency is missing");
        require(hasText(order.placedAt()), "placed_at is missing");
        require(order.lines() != null && !order.lines().isEmpty(), "an order needs at least one line");
        for (Order.Line line : order.lines()) {
            require(line != null && hasText(line.sku()), "a line has no sku");
            require(line.quantity() != null && line.quantity() > 0, "quantity must be positive");
            require(line.unitPriceMinor() != null && line.unitPriceMinor() >= 0, "unit_price_minor must not be negative");
        }
    }

    private static boolean hasText(String value) {
        return value != null && !value.isBlank();
    }

    private static void require(boolean ok, String rule) {
        if (!ok) {
            throw new InvalidOrderException(rule);
        }
    }
}
