"""Addresses of the shop. The hot ones stand in `shop/hot.py`."""

from django.urls import path

from boxmalls.shop.hot import HOT
from boxmalls.shop.screens import categories, help_pages, seller
from boxmalls.shop.web import balance, basket, checkout, invoices, maps, messages, orders
from boxmalls.shop.web.window import shown

app_name = "shop"
urlpatterns = [
    *(path(hot.route, shown(hot.screen), name=hot.name) for hot in HOT),
    path("c", shown(categories.show), name="categories"),
    path("sellers/<slug:slug>", shown(seller.show), name="seller"),
    path("help", shown(help_pages.show), name="help"),
    path("help/<slug:page>", shown(help_pages.show), name="help-page"),
    path("cart", basket.basket, name="cart"),
    path("cart/lines", basket.add, name="cart-lines"),
    path("cart/lines/<uuid:offer_id>", basket.change, name="cart-line"),
    path("checkout", checkout.checkout, name="checkout"),
    path("balance", balance.balance_page, name="balance"),
    path("orders", orders.orders, name="orders"),
    path("orders/<slug:number>", orders.order, name="order"),
    path("orders/<slug:number>/invoice", invoices.invoice, name="order-invoice"),
    path("orders/<slug:number>/<slug:order_number>/messages", messages.messages, name="order-messages"),
    path("orders/<slug:number>/<slug:order_number>/receipt", orders.receive, name="order-receipt"),
    path("orders/<slug:number>/<slug:order_number>/cancellation", orders.cancel, name="order-cancellation"),
    path("robots.txt", maps.robots, name="robots"),
    path("sitemap.xml", maps.index, name="sitemap"),
    path("sitemap-<int:number>.xml", maps.part, name="sitemap-part"),
]
