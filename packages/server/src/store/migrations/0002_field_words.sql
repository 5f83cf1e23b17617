alter table cardfile_budget rename to cardfile_rate_limit;--> statement-breakpoint
alter table cardfile_rate_limit rename column spent to consumed;--> statement-breakpoint
alter table cardfile_rate_limit rename constraint cardfile_budget_key_window_pk to cardfile_rate_limit_key_window_pk;--> statement-breakpoint
alter index cardfile_budget_ended rename to cardfile_rate_limit_ended;--> statement-breakpoint
-- The counters go on: guesses of a CVC before the migration count after it.
update cardfile_rate_limit set key = replace(key, 'wrongCodesPerCard:', 'wrongCvcsPerCard:') where key like 'wrongCodesPerCard:%';--> statement-breakpoint
alter table cardfile_card rename column wrong_codes to wrong_cvcs;--> statement-breakpoint
alter table cardfile_card rename column closed_until to locked_until;--> statement-breakpoint
alter table cardfile_checkout rename column held_at to review_at;--> statement-breakpoint
alter index cardfile_checkout_held rename to cardfile_checkout_review;--> statement-breakpoint
alter table cardfile_deployment rename column gateway_refused_at to gateway_rejected_at;--> statement-breakpoint
alter index cardfile_payment_watched rename to cardfile_payment_counted;--> statement-breakpoint
alter table cardfile_payment rename column has_code to has_cvc;--> statement-breakpoint
alter table cardfile_payment rename column next_sync_at to next_poll_at;--> statement-breakpoint
alter table cardfile_payment rename column looked_at to polled_at;--> statement-breakpoint
alter table cardfile_payment rename column looks to polls;--> statement-breakpoint
alter table cardfile_payment rename column complete_scans to complete_lists;--> statement-breakpoint
update cardfile_payment set state = 'review' where state = 'mismatch';--> statement-breakpoint
update cardfile_payment_log set from_state = 'review' where from_state = 'mismatch';--> statement-breakpoint
update cardfile_payment_log set to_state = 'review' where to_state = 'mismatch';--> statement-breakpoint
update cardfile_payment_log set evidence = jsonb_set(evidence, '{kind}', '"rejected"') where evidence ->> 'kind' = 'refused';--> statement-breakpoint
update cardfile_payment_log set evidence = jsonb_set(evidence, '{status}', '"unrecognised"') where evidence ->> 'status' = 'unheard-of';--> statement-breakpoint
-- The id stays: a shop may have been given the event under it already.
update cardfile_outbox set type = 'payment.review' where type = 'payment.held';
