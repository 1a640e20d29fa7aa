ALTER TABLE `members`
  ADD COLUMN `offline_since` DATETIME(3) NULL,
  ADD INDEX `members_is_temporary_server_id_user_id_idx` (`is_temporary`, `server_id`, `user_id`);
