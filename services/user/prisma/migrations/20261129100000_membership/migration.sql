CREATE TABLE `orders` (
  `order_id` CHAR(26) NOT NULL,
  `buyer_id` CHAR(36) NOT NULL,
  `kind` ENUM('month') NOT NULL,
  `plan` ENUM('basic', 'premium') NOT NULL,
  `price_version` INTEGER NOT NULL,
  `amount` INTEGER NOT NULL,
  `state` ENUM('created', 'abandoned', 'confirming', 'paid', 'failed', 'refunding', 'refunded') NOT NULL,
  `opened_at` DATETIME(3) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  INDEX `orders_buyer_id_order_id_idx` (`buyer_id`, `order_id`),
  PRIMARY KEY (`order_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `payments` (
  `order_id` CHAR(26) NOT NULL,
  `payment_key` VARCHAR(200) NOT NULL,
  `idempotency_key` CHAR(36) NOT NULL,
  `body` JSON NOT NULL,
  `amount` INTEGER NOT NULL,
  `state` ENUM('ready', 'sent', 'unknown', 'captured', 'failed') NOT NULL,
  `first_sent_at` DATETIME(3) NULL,
  `failure_code` VARCHAR(64) NULL,
  `approved_at` DATETIME(3) NULL,
  `method` VARCHAR(40) NULL,
  `issuer_code` VARCHAR(4) NULL,
  `last4` CHAR(4) NULL,
  `receipt_url` VARCHAR(1000) NULL,
  `refunded` INTEGER NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL,
  UNIQUE INDEX `payments_payment_key_key` (`payment_key`),
  UNIQUE INDEX `payments_idempotency_key_key` (`idempotency_key`),
  INDEX `payments_approved_at_idx` (`approved_at`),
  PRIMARY KEY (`order_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `refunds` (
  `refund_id` CHAR(26) NOT NULL,
  `order_id` CHAR(26) NOT NULL,
  `idempotency_key` CHAR(36) NOT NULL,
  `amount` INTEGER NOT NULL,
  `reason` ENUM('buyer', 'undeliverable', 'mismatch', 'dashboard') NOT NULL,
  `state` ENUM('pending', 'unknown', 'done', 'rejected') NOT NULL,
  `first_sent_at` DATETIME(3) NULL,
  `failure_code` VARCHAR(64) NULL,
  `transaction_key` VARCHAR(64) NULL,
  `requested_at` DATETIME(3) NOT NULL,
  `settled_at` DATETIME(3) NULL,
  UNIQUE INDEX `refunds_idempotency_key_key` (`idempotency_key`),
  UNIQUE INDEX `refunds_transaction_key_key` (`transaction_key`),
  INDEX `refunds_order_id_idx` (`order_id`),
  PRIMARY KEY (`refund_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `segments` (
  `order_id` CHAR(26) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `plan` ENUM('basic', 'premium') NOT NULL,
  `anchor_day` INTEGER NOT NULL,
  `starts_at` DATETIME(3) NOT NULL,
  `ends_at` DATETIME(3) NOT NULL,
  INDEX `segments_user_id_ends_at_idx` (`user_id`, `ends_at`),
  PRIMARY KEY (`order_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `toss_webhooks` (
  `transmission_id` VARCHAR(100) NOT NULL,
  `received_at` DATETIME(3) NOT NULL,
  INDEX `toss_webhooks_received_at_idx` (`received_at`),
  PRIMARY KEY (`transmission_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
