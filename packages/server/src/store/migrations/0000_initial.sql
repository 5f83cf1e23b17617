CREATE TABLE "cardfile_budget" (
	"key" text NOT NULL,
	"window" bigint NOT NULL,
	"spent" integer NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cardfile_budget_key_window_pk" PRIMARY KEY("key","window")
);
--> statement-breakpoint
CREATE TABLE "cardfile_card" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"sealed" text,
	"token_mac" text NOT NULL,
	"key_id" text NOT NULL,
	"brand" text,
	"last4" char(4),
	"expiry_month" smallint,
	"expiry_year" smallint,
	"is_default" boolean NOT NULL,
	"consent_version" text NOT NULL,
	"consent_locale" text NOT NULL,
	"consent_at" timestamp with time zone NOT NULL,
	"payment_id" uuid NOT NULL,
	"wrong_codes" smallint DEFAULT 0 NOT NULL,
	"closed_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "cardfile_checkout" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"paid_payment_id" uuid,
	"held_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "cardfile_deployment" (
	"singleton" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"prefix" text NOT NULL,
	"gateway_refused_at" timestamp with time zone,
	"swept_until" timestamp with time zone,
	"next_sweep_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "cardfile_outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"customer_id" text NOT NULL,
	"checkout_id" text,
	"payment_id" uuid,
	"card_id" uuid,
	"amount" bigint,
	"currency" char(3),
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "cardfile_payment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"checkout_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"idempotency_key" text NOT NULL,
	"intent_mac" text NOT NULL,
	"card_id" uuid,
	"has_code" boolean DEFAULT false NOT NULL,
	"card_brand" text,
	"card_last4" char(4),
	"consent_version" text,
	"consent_locale" text,
	"consent_at" timestamp with time zone,
	"consent_withdrawn_at" timestamp with time zone,
	"replaces_card_id" uuid,
	"state" text NOT NULL,
	"decline_reason" text,
	"order_id" uuid,
	"hinted_order_id" uuid,
	"order_modified" timestamp with time zone,
	"redirect_url" text,
	"returned_at" timestamp with time zone,
	"submitted_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone,
	"lease_token" uuid,
	"next_sync_at" timestamp with time zone,
	"looked_at" timestamp with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	"complete_scans" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cardfile_payment_ref_unique" UNIQUE("ref"),
	CONSTRAINT "cardfile_payment_order_id_unique" UNIQUE("order_id")
);
--> statement-breakpoint
CREATE TABLE "cardfile_payment_log" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cardfile_payment_log_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"payment_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"cause" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"evidence" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cardfile_payment" ADD CONSTRAINT "cardfile_payment_checkout_id_cardfile_checkout_id_fk" FOREIGN KEY ("checkout_id") REFERENCES "public"."cardfile_checkout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cardfile_budget_ended" ON "cardfile_budget" USING btree ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "cardfile_card_once" ON "cardfile_card" USING btree ("customer_id","token_mac") WHERE "cardfile_card"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "cardfile_card_default" ON "cardfile_card" USING btree ("customer_id") WHERE "cardfile_card"."is_default";--> statement-breakpoint
CREATE INDEX "cardfile_card_key" ON "cardfile_card" USING btree ("key_id") WHERE "cardfile_card"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "cardfile_card_customer" ON "cardfile_card" USING btree ("customer_id") WHERE "cardfile_card"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "cardfile_outbox_due" ON "cardfile_outbox" USING btree ("next_at") WHERE "cardfile_outbox"."next_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "cardfile_payment_one_open" ON "cardfile_payment" USING btree ("checkout_id") WHERE "cardfile_payment"."state" in ('submitting', 'unknown', 'awaiting_customer', 'processing', 'gateway_error', 'closing');--> statement-breakpoint
CREATE UNIQUE INDEX "cardfile_payment_one_success" ON "cardfile_payment" USING btree ("checkout_id") WHERE "cardfile_payment"."state" = 'succeeded';--> statement-breakpoint
CREATE UNIQUE INDEX "cardfile_payment_key" ON "cardfile_payment" USING btree ("customer_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "cardfile_payment_checkout" ON "cardfile_payment" USING btree ("checkout_id","created_at");--> statement-breakpoint
CREATE INDEX "cardfile_payment_card" ON "cardfile_payment" USING btree ("card_id") WHERE "cardfile_payment"."has_code";--> statement-breakpoint
CREATE INDEX "cardfile_payment_due" ON "cardfile_payment" USING btree ("next_sync_at") WHERE "cardfile_payment"."next_sync_at" is not null;--> statement-breakpoint
CREATE INDEX "cardfile_payment_log_payment" ON "cardfile_payment_log" USING btree ("payment_id");