package shop.orders.enricher;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Waits in the background for Kafka, creates missing topics, then starts the listener. */
@Component
public class KafkaConnection implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KafkaConnection.class);

    private final KafkaAdmin kafkaAdmin;
    private final KafkaListenerEndpointRegistry listeners;
    private volatile Thread starter;
    private volatile Admin admin;

    public KafkaConnection(KafkaAdmin kafkaAdmin, KafkaListenerEndpointRegistry listeners) {
        this.kafkaAdmin = kafkaAdmin;
        this.listeners = listeners;
    }

    public boolean isConnected() {
        if (admin == null) {
            return false;
        }
        try {
            admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            return false;
        }
    }

    @Override
    public void start() {
        starter = new Thread(this::connect, "kafka-starter");
        starter.setDaemon(true);
        starter.start();
    }

    private void connect() {
        try {
            while (!topicsExist()) {
                log.warn("Kafka is not available yet");
                Thread.sleep(1000);
            }
            admin = Admin.create(kafkaAdmin.getConfigurationProperties());
            listeners.getListenerContainer(OrdersListener.ID).start();
            log.info("connected to Kafka");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean topicsExist() {
        try {
            return kafkaAdmin.initialize();
        } catch (RuntimeException e) {
            log.debug("topics could not be created", e);
            return false;
        }
    }

    @Override
    public void stop() {
        starter.interrupt();
        starter = null;
        if (admin != null) {
            admin.close(Duration.ofMillis(500));
        }
    }

    @Override
    public boolean isRunning() {
        return starter != null;
    }
}
