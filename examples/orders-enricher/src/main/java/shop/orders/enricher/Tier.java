package shop.orders.enricher;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

public enum Tier {
    GOLD(10),
    SILVER(5),
    STANDARD(0);

    private final int discountPercent;

    Tier(int discountPercent) {
        this.discountPercent = discountPercent;
    }

    /** The discount on a subtotal, rounded half up to a whole minor unit: 5 % of 1250 is 62.5, so 63. */
    public long discountOn(long subtotalMinor) {
        return Math.addExact(Math.multiplyExact(subtotalMinor, discountPercent), 50) / 100;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Tier of(String label) {
        return valueOf(label.strip().toUpperCase(Locale.ROOT));
    }
}
