ALTER TABLE `members`
  ADD COLUMN `is_deafened` BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE `restrictions`
  ADD COLUMN `is_deafened` BOOLEAN NOT NULL DEFAULT false;
