ALTER TABLE `email_invites` ADD COLUMN `failed_at` DATETIME(3) NULL AFTER `sent_at`;
