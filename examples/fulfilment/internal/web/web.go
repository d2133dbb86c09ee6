// Package web serves the health of the service and the fate of single orders.
package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"example.com/fulfilment/internal/store"
)

func NewRouter(store *store.Store, connected func() bool) *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.Use(gin.Recovery())

	router.GET("/health", func(c *gin.Context) {
		if !connected() {
			c.JSON(http.StatusServiceUnavailable, gin.H{"status": "down"})
			return
		}
		c.JSON(http.StatusOK, gin.H{"status": "up"})
	})

	router.GET("/shipments/:order_id", func(c *gin.Context) {
		entry, ok := store.Get(c.Param("order_id"))
		if !ok {
			c.JSON(http.StatusNotFound, gin.H{"detail": "nothing known about this order"})
			return
		}
		c.JSON(http.StatusOK, entry)
	})

	return router
}
