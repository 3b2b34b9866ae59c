"""What happens in the shop, one method per event: names, arguments and channel as in Saleor's manager.

The channel decides which plugins are asked: with one, those configured for it and the global ones; with None,
the global ones (and those of channels this manager has met already).
"""


class PluginEvents:
    def _run_event(self, method_name: str, *args, channel_slug: str | None = None, **kwargs):
        raise NotImplementedError

    # -- customers ----------------------------------------------------------------------------------------

    def customer_created(self, customer):
        return self._run_event("customer_created", customer)

    def customer_updated(self, customer, webhooks=None):
        return self._run_event("customer_updated", customer, webhooks=webhooks)

    def customer_deleted(self, customer, webhooks=None):
        return self._run_event("customer_deleted", customer, webhooks=webhooks)

    def customer_metadata_updated(self, customer, webhooks=None):
        return self._run_event("customer_metadata_updated", customer, webhooks=webhooks)

    def account_confirmed(self, user):
        return self._run_event("account_confirmed", user)

    def account_confirmation_requested(self, user, channel_slug, token, redirect_url):
        return self._run_event(
            "account_confirmation_requested",
            user,
            channel_slug,
            token=token,
            redirect_url=redirect_url,
            channel_slug=channel_slug,
        )

    def account_email_changed(self, user):
        return self._run_event("account_email_changed", user)

    def account_deleted(self, user):
        return self._run_event("account_deleted", user)

    # -- checkouts ----------------------------------------------------------------------------------------

    def checkout_created(self, checkout, webhooks=None):
        return self._run_event("checkout_created", checkout, channel_slug=checkout.channel.slug, webhooks=webhooks)

    def checkout_updated(self, checkout, webhooks=None):
        return self._run_event("checkout_updated", checkout, channel_slug=checkout.channel.slug, webhooks=webhooks)

    def checkout_fully_authorized(self, checkout, webhooks=None):
        return self._run_event(
            "checkout_fully_authorized", checkout, channel_slug=checkout.channel.slug, webhooks=webhooks
        )

    def checkout_fully_paid(self, checkout, webhooks=None):
        return self._run_event("checkout_fully_paid", checkout, channel_slug=checkout.channel.slug, webhooks=webhooks)

    def checkout_metadata_updated(self, checkout, webhooks=None):
        return self._run_event(
            "checkout_metadata_updated", checkout, channel_slug=checkout.channel.slug, webhooks=webhooks
        )

    # -- orders -------------------------------------------------------------------------------------------

    def _run_order_event(self, method_name: str, order, webhooks):
        return self._run_event(method_name, order, channel_slug=order.channel.slug, webhooks=webhooks)

    def order_created(self, order, webhooks=None):
        return self._run_order_event("order_created", order, webhooks)

    def order_confirmed(self, order, webhooks=None):
        return self._run_order_event("order_confirmed", order, webhooks)

    def order_updated(self, order, webhooks=None):
        return self._run_order_event("order_updated", order, webhooks)

    def order_paid(self, order, webhooks=None):
        return self._run_order_event("order_paid", order, webhooks)

    def order_fully_paid(self, order, webhooks=None):
        return self._run_order_event("order_fully_paid", order, webhooks)

    def order_fulfilled(self, order, webhooks=None):
        return self._run_order_event("order_fulfilled", order, webhooks)

    def order_cancelled(self, order, webhooks=None):
        return self._run_order_event("order_cancelled", order, webhooks)

    def order_expired(self, order, webhooks=None):
        return self._run_order_event("order_expired", order, webhooks)

    def order_refunded(self, order, webhooks=None):
        return self._run_order_event("order_refunded", order, webhooks)

    def order_fully_refunded(self, order, webhooks=None):
        return self._run_order_event("order_fully_refunded", order, webhooks)

    def order_metadata_updated(self, order, webhooks=None):
        return self._run_order_event("order_metadata_updated", order, webhooks)

    def order_bulk_created(self, orders):
        return self._run_event("order_bulk_created", orders)

    # -- fulfillments -------------------------------------------------------------------------------------

    def fulfillment_created(self, fulfillment, notify_customer=True, calculate_stocks_with_shipping_zones=True):
        return self._run_event(
            "fulfillment_created",
            fulfillment,
            channel_slug=fulfillment.order.channel.slug,
            notify_customer=notify_customer,
            calculate_stocks_with_shipping_zones=calculate_stocks_with_shipping_zones,
        )

    def fulfillment_canceled(self, fulfillment, calculate_stocks_with_shipping_zones=True):
        return self._run_event(
            "fulfillment_canceled",
            fulfillment,
            channel_slug=fulfillment.order.channel.slug,
            calculate_stocks_with_shipping_zones=calculate_stocks_with_shipping_zones,
        )

    def fulfillment_approved(self, fulfillment, notify_customer=True, calculate_stocks_with_shipping_zones=True):
        return self._run_event(
            "fulfillment_approved",
            fulfillment,
            channel_slug=fulfillment.order.channel.slug,
            notify_customer=notify_customer,
            calculate_stocks_with_shipping_zones=calculate_stocks_with_shipping_zones,
        )

    def tracking_number_updated(self, fulfillment):
        return self._run_event("tracking_number_updated", fulfillment, channel_slug=fulfillment.order.channel.slug)

    # -- catalogue and vouchers ---------------------------------------------------------------------------

    def product_created(self, product, webhooks=None):
        return self._run_event("product_created", product, webhooks=webhooks)

    def product_updated(self, product, webhooks=None):
        return self._run_event("product_updated", product, webhooks=webhooks)

    def product_deleted(self, product, variants, webhooks=None):
        return self._run_event("product_deleted", product, variants, webhooks=webhooks)

    def product_variant_created(self, product_variant, webhooks=None):
        return self._run_event("product_variant_created", product_variant, webhooks=webhooks)

    def product_variant_deleted(self, product_variant, webhooks=None):
        return self._run_event("product_variant_deleted", product_variant, webhooks=webhooks)

    def product_variant_updated(self, product_variant, webhooks=None, **kwargs):
        return self._run_event("product_variant_updated", product_variant, webhooks=webhooks, **kwargs)

    def voucher_created(self, voucher, code):
        return self._run_event("voucher_created", voucher, code)

    def voucher_updated(self, voucher, code):
        return self._run_event("voucher_updated", voucher, code)

    def voucher_deleted(self, voucher, code, webhooks=None):
        return self._run_event("voucher_deleted", voucher, code, webhooks=webhooks)

    def voucher_codes_created(self, voucher_codes, webhooks=None):
        return self._run_event("voucher_codes_created", voucher_codes, webhooks=webhooks)

    def voucher_codes_deleted(self, voucher_codes, webhooks=None):
        return self._run_event("voucher_codes_deleted", voucher_codes, webhooks=webhooks)
