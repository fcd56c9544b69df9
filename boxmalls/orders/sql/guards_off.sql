DROP TRIGGER orders_refuse_change ON orders_invoice;
DROP TRIGGER orders_refuse_change ON orders_ordergroup;
DROP TRIGGER orders_refuse_change ON orders_order;
DROP TRIGGER orders_refuse_change ON orders_orderline;
