-- The keys of a ledger, and its configured definition.

-- The keys of a ledger, in the order in which every script declares all of them; they share one hash tag. CLOSED maps an
-- account that has left the ledger to its last entry. KEYS[IDS + number % 3] holds the operation ids of an epoch.
local INFO, BALANCES, RANKING, TRANSACTIONS, CREATED, DELETED, CLOSED = unpack(KEYS)
local IDS = 8

-- The last arguments of every script: the ledger's name, kind, decimals and definition (a text that two ledgers share if the
-- same digits mean the same in both), its bounds, three settings that are '1' or '0', and how long an id is remembered at
-- least, in milliseconds.
local LEDGER, KIND, DECIMALS, DEFINITION, MIN, MAX, LOG, BURNABLE, PUBLISH, RETENTION = unpack(ARGV, 3)
local is_token = KIND == 'token'

-- What stands for no entry, no account and no balance in texts.
local NONE = '-'
