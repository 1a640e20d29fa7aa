CREATE TABLE `person_notes` (
  `author_id` CHAR(36) NOT NULL,
  `about_id` CHAR(36) NOT NULL,
  `text` VARCHAR(256) NOT NULL,
  INDEX `person_notes_about_id_idx` (`about_id`),
  PRIMARY KEY (`author_id`, `about_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `chat_outbox` (
  `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  `event` JSON NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
