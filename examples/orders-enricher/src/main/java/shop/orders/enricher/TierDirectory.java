package shop.orders.enricher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Tier per customer, read once from customer-tiers.csv; customers not listed are standard. */
@Component
public class TierDirectory {

    private final Map<String, Tier> tiers;

    public TierDirectory() {
        try {
            tiers = new ClassPathResource("customer-tiers.csv")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(","))
                    .collect(Collectors.toUnmodifiableMap(cells -> cells[0].strip(), cells -> Tier.of(cells[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Tier tierOf(String customerId) {
        return tiers.getOrDefault(customerId, Tier.STANDARD);
    }
}
