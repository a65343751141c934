-- Nothing sets reminders: silos no longer have a reminder service. A table that holds some is kept, with its statements.
DO $$
BEGIN
    LOCK TABLE grain_reminder;
    IF EXISTS (SELECT FROM grain_reminder) THEN RETURN; END IF;
    DROP TABLE grain_reminder;
    DELETE FROM OrleansQuery WHERE QueryKey IN (
        'UpsertReminderRowKey', 'ReadReminderRowsKey', 'ReadReminderRowKey', 'ReadRangeRows1Key', 'ReadRangeRows2Key',
        'DeleteReminderRowKey', 'DeleteReminderRowsKey');
END $$;
