DROP INDEX "cardfile_card_customer";--> statement-breakpoint
CREATE INDEX "cardfile_checkout_held" ON "cardfile_checkout" USING btree ("held_at") WHERE "cardfile_checkout"."held_at" is not null;--> statement-breakpoint
CREATE INDEX "cardfile_payment_watched" ON "cardfile_payment" USING btree ("state") WHERE "cardfile_payment"."state" in ('submitting', 'unknown', 'awaiting_customer', 'processing', 'gateway_error', 'closing', 'surplus');--> statement-breakpoint
CREATE INDEX "cardfile_card_customer" ON "cardfile_card" USING btree ("customer_id","removed_at");