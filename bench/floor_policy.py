"""The policy page of the floor: who reads, what is held about them, what they accepted, who received what: one statement each."""

READER = """
SELECT s.expire_date, u.email FROM django_session s, signin_user u WHERE s.session_key = %(key)s AND u.person_id = %(person)s
"""
OF_A_PERSON = (
    "accounts_address", "accounts_profile", "checkout_cart", "checkout_completion", "orders_contact", "orders_delivery", "orders_order", "orders_ordergroup",
    "payments_payment", "privacy_acceptance", "privacy_consent", "privacy_disclosure", "privacy_visit", "privacy_withdrawal",
)  # fmt: skip
HELD = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table} WHERE person_id = %(person)s" for table in OF_A_PERSON)
SAFE_HELD = """
SELECT 'signin_user', count(*) FROM signin_user WHERE person_id = %(person)s
UNION ALL SELECT 'account_emailaddress', count(*) FROM account_emailaddress e JOIN signin_user u ON u.id = e.user_id WHERE u.person_id = %(person)s
UNION ALL SELECT 'usersessions_usersession', count(*) FROM usersessions_usersession s JOIN signin_user u ON u.id = s.user_id WHERE u.person_id = %(person)s
"""
ACCEPTED = "SELECT accepted_at FROM privacy_acceptance WHERE person_id = %s ORDER BY accepted_at DESC LIMIT 1"
DISCLOSED = "SELECT recipient_name, count(*) FROM privacy_disclosure WHERE person_id = %s GROUP BY 1"
TEXT = """
SELECT t.text FROM privacy_policyversion v JOIN privacy_policytext t ON t.sha256 = v.text_id WHERE v.site_code = 'eu' ORDER BY v.number DESC LIMIT 1
"""
