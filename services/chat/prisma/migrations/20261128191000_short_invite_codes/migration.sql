ALTER TABLE `invites`
  MODIFY `nonce` CHAR(22) NULL,
  ADD COLUMN `code_id` BIGINT UNSIGNED NULL;

-- It need not be secret, only its own: the cipher is what makes a code.
UPDATE `invites` SET `code_id` = CONV(LEFT(SHA2(CONCAT(`id`, `nonce`), 256), 16), 16, 10);

ALTER TABLE `invites`
  MODIFY `code_id` BIGINT UNSIGNED NOT NULL,
  ADD UNIQUE INDEX `invites_code_id_key` (`code_id`);
