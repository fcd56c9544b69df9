"""What is sold: categories, products, the offers of many sellers on them, stock, pictures and cards."""
