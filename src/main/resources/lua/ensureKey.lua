-- ensureKey: makes one key of a ledger exist. Other scripts name all keys of a ledger, and so cannot be called in a slot that
-- is being moved while one of them does not exist. A call with one key is served in every state of a slot.
--
-- KEYS     one key
-- ARGV[1]  the type of the key: hash, zset or stream
-- returns  'ok'

--- @include placeholders

ensure_key[ARGV[1]](KEYS[1])
return 'ok'
