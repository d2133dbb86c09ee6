package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"example.com/fulfilment/internal/config"
	"example.com/fulfilment/internal/store"
	"example.com/fulfilment/internal/web"
	"example.com/fulfilment/internal/worker"
)

func main() {
	if err := run(); err != nil {
		slog.Error("fulfilment failed", "error", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	cfg := config.FromEnv()
	client, err := newClient(cfg)
	if err != nil {
		return err
	}
	defer client.Close()

	shipments := store.New(1000)
	kafka := &connection{client: client}
	listener, err := net.Listen("tcp", net.JoinHostPort(cfg.Host, cfg.Port))
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           web.NewRouter(shipments, kafka.connected),
		ReadHeaderTimeout: 5 * time.Second,
	}
	slog.Info(fmt.Sprintf("listening on http://%s:%d", cfg.Host, listener.Addr().(*net.TCPAddr).Port))

	var group sync.WaitGroup
	group.Go(func() {
		if kafka.await(ctx) == nil {
			worker.New(client, shipments, 4, 250*time.Millisecond).Run(ctx)
		}
	})
	group.Go(func() {
		<-ctx.Done()
		slog.Info("shutting down")
		time.AfterFunc(4*time.Second, func() {
			slog.Warn("giving up on a clean shutdown")
			os.Exit(1)
		})
		grace, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		_ = server.Shutdown(grace)
	})

	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	group.Wait()
	return nil
}
