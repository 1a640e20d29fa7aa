ALTER TABLE `orders`
  MODIFY `kind` ENUM('month', 'subscription', 'renewal', 'upgrade') NOT NULL,
  ADD COLUMN `subscription_id` CHAR(26) NULL AFTER `opened_at`,
  ADD COLUMN `period_start` DATETIME(3) NULL AFTER `subscription_id`,
  ADD COLUMN `attempt` INTEGER NULL AFTER `period_start`,
  ADD UNIQUE INDEX `orders_subscription_id_period_start_kind_attempt_key` (`subscription_id`, `period_start`, `kind`, `attempt`);

ALTER TABLE `payments`
  MODIFY `payment_key` VARCHAR(200) NULL,
  ADD COLUMN `card_id` CHAR(26) NULL AFTER `payment_key`,
  ADD INDEX `payments_card_id_idx` (`card_id`);

CREATE TABLE `card_registrations` (
  `registration_id` CHAR(26) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `purpose` ENUM('subscribe', 'change') NOT NULL,
  `plan` ENUM('basic', 'premium') NULL,
  `price_version` INTEGER NULL,
  `customer_key` CHAR(36) NOT NULL,
  `auth_key` TEXT NULL,
  `idempotency_key` CHAR(36) NOT NULL,
  `state` ENUM('open', 'issuing', 'registered', 'refused') NOT NULL,
  `order_id` CHAR(26) NULL,
  `created_at` DATETIME(3) NOT NULL,
  UNIQUE INDEX `card_registrations_idempotency_key_key` (`idempotency_key`),
  INDEX `card_registrations_user_id_idx` (`user_id`),
  INDEX `card_registrations_created_at_idx` (`created_at`),
  PRIMARY KEY (`registration_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `billing_cards` (
  `card_id` CHAR(26) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `customer_key` CHAR(36) NOT NULL,
  `billing_key` TEXT NULL,
  `issuer_code` VARCHAR(4) NULL,
  `last4` CHAR(4) NULL,
  `created_at` DATETIME(3) NOT NULL,
  INDEX `billing_cards_user_id_idx` (`user_id`),
  PRIMARY KEY (`card_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `subscriptions` (
  `subscription_id` CHAR(26) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `open_user_id` CHAR(36) NULL,
  `plan` ENUM('basic', 'premium') NOT NULL,
  `next_plan` ENUM('basic', 'premium') NOT NULL,
  `price_version` INTEGER NOT NULL,
  `card_id` CHAR(26) NOT NULL,
  `is_card_usable` BOOLEAN NOT NULL DEFAULT true,
  `state` ENUM('starting', 'active', 'past_due', 'cancelling', 'ended') NOT NULL,
  `anchor_day` INTEGER NOT NULL,
  `paid_from` DATETIME(3) NOT NULL,
  `paid_until` DATETIME(3) NOT NULL,
  `grace_until` DATETIME(3) NULL,
  `noticed_at` DATETIME(3) NULL,
  `created_at` DATETIME(3) NOT NULL,
  `ended_at` DATETIME(3) NULL,
  UNIQUE INDEX `subscriptions_open_user_id_key` (`open_user_id`),
  INDEX `subscriptions_user_id_idx` (`user_id`),
  PRIMARY KEY (`subscription_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
