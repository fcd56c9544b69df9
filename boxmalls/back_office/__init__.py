"""The operator's desk: transfers, order questions with a reason, imports, sellers, the health of the house."""
