CREATE INDEX `servers_owner_id_idx` ON `servers` (`owner_id`);
