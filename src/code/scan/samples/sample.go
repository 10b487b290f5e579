package shop

import (
	"fmt"
	alias "example.org/shop/cart"
)
import "os"

// func Comment() {}
const Limit = 5

const (
	First = iota
	second
)

type Cart struct {
	Items []string
}

type (
	Key  string
	Pair struct{ A, B int }
)

type Store interface {
	Get(key string) (string, error)
}

func (c *Cart) Add(item string) error {
	text := `func Raw() {`
	return nil
}

func newCart[T any](of T) *Cart { return &Cart{} }

var Default = newCart(1)
