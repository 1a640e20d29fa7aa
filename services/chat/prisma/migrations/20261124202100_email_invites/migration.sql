CREATE TABLE `email_invites` (
  `id` CHAR(26) NOT NULL,
  `nonce` CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `email` VARCHAR(254) COLLATE utf8mb4_bin NOT NULL,
  `inviter_id` CHAR(36) NOT NULL,
  `told_user_id` CHAR(36) NULL,
  `locale` ENUM('ko', 'en') NOT NULL,
  `outcome` ENUM('accepted', 'declined', 'revoked') NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  `asked_at` DATETIME(3) NOT NULL,
  `sent_at` DATETIME(3) NULL,
  `expires_at` DATETIME(3) NOT NULL,
  INDEX `email_invites_server_id_email_idx` (`server_id`, `email`),
  INDEX `email_invites_server_id_outcome_id_idx` (`server_id`, `outcome`, `id`),
  INDEX `email_invites_email_idx` (`email`),
  INDEX `email_invites_inviter_id_idx` (`inviter_id`),
  INDEX `email_invites_told_user_id_idx` (`told_user_id`),
  INDEX `email_invites_expires_at_idx` (`expires_at`),
  PRIMARY KEY (`id`),
  CONSTRAINT `email_invites_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `invite_mails` (
  `id` CHAR(26) NOT NULL,
  `sender_id` CHAR(36) NOT NULL,
  `address_hash` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `asked_at` DATETIME(3) NOT NULL,
  `mailed_at` DATETIME(3) NULL,
  INDEX `invite_mails_sender_id_asked_at_idx` (`sender_id`, `asked_at`),
  INDEX `invite_mails_address_hash_mailed_at_idx` (`address_hash`, `mailed_at`),
  INDEX `invite_mails_asked_at_idx` (`asked_at`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `unsubscribed_addresses` (
  `address_hash` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (`address_hash`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
