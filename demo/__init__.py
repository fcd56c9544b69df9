"""The demo shop: real goods from many sellers, shipped with the product."""
