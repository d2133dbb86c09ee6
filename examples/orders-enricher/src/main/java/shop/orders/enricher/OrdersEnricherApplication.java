package shop.orders.enricher;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class OrdersEnricherApplication {

    public static void main(String[] args) {
        SpringApplication.run(OrdersEnricherApplication.class, args);
    }
}
