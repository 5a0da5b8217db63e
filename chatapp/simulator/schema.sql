-- What the simulator remembers. Times are epoch seconds; JSON is text.
CREATE TABLE IF NOT EXISTS customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, wa_id TEXT UNIQUE, user_id TEXT NOT NULL UNIQUE,
    parent_user_id TEXT, username TEXT, shares_phone INTEGER NOT NULL DEFAULT 1, online INTEGER NOT NULL DEFAULT 1,
    auto_read INTEGER NOT NULL DEFAULT 0,
    read_receipts INTEGER NOT NULL DEFAULT 1, window TEXT NOT NULL DEFAULT 'auto');
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, wamid TEXT NOT NULL UNIQUE, direction TEXT NOT NULL, number_id TEXT NOT NULL,
    customer_id INTEGER, addressed TEXT NOT NULL, type TEXT NOT NULL, content TEXT NOT NULL, quoted TEXT,
    callback_data TEXT, category TEXT, created_at REAL NOT NULL, webhook_accepted_at REAL, read_by_business_at REAL,
    delivered_at REAL, read_at REAL, failed_at REAL);
CREATE INDEX IF NOT EXISTS messages_chat ON messages (customer_id, number_id, id);
CREATE INDEX IF NOT EXISTS messages_delivered ON messages (number_id, delivered_at) WHERE category = 'service';
CREATE TABLE IF NOT EXISTS statuses (
    id INTEGER PRIMARY KEY AUTOINCREMENT, wamid TEXT NOT NULL, status TEXT NOT NULL, at REAL NOT NULL, errors TEXT,
    UNIQUE (wamid, status));
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, waba_id TEXT NOT NULL, number_id TEXT NOT NULL,
    field TEXT NOT NULL, value TEXT NOT NULL, wamid TEXT, due_at REAL NOT NULL, not_before REAL NOT NULL,
    created_at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, accepted_at REAL, gave_up_at REAL);
CREATE INDEX IF NOT EXISTS updates_waiting ON updates (id) WHERE accepted_at IS NULL AND gave_up_at IS NULL;
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, updates TEXT NOT NULL, attempt INTEGER NOT NULL,
    body TEXT NOT NULL, signature TEXT, status INTEGER, error TEXT, milliseconds REAL NOT NULL);
CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY, number_id TEXT NOT NULL, origin TEXT NOT NULL, mime_type TEXT NOT NULL, filename TEXT,
    size INTEGER NOT NULL, sha256 BLOB NOT NULL, created_at REAL NOT NULL, deleted_at REAL);
CREATE TABLE IF NOT EXISTS templates (
    id TEXT PRIMARY KEY, waba_id TEXT NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL, document TEXT NOT NULL,
    UNIQUE (waba_id, name, language));
CREATE TABLE IF NOT EXISTS documents (
    kind TEXT NOT NULL, key TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, key));
