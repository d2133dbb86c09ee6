// Package config reads the settings from the environment.
package config

import (
	"os"
	"strings"
)

const (
	SourceTopic    = "orders_scored"
	ShipmentsTopic = "shipments"
	RetryTopic     = "orders_scored.retry"
)

type Config struct {
	Host    string
	Port    string
	Brokers []string
	GroupID string
}

func FromEnv() Config {
	brokers := strings.Split(env("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"), ",")
	for i := range brokers {
		brokers[i] = strings.TrimSpace(brokers[i])
	}
	return Config{
		Host:    env("HOST", "0.0.0.0"),
		Port:    env("PORT", "8083"),
		Brokers: brokers,
		GroupID: env("KAFKA_GROUP_ID", "fulfilment"),
	}
}

func env(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}
