-- The keys of a ledger, and its configured definition.

-- The keys of a ledger, in the order in which every script declares all of them; they share one hash tag. BALANCES,
-- CREATED, DELETED and CLOSED are described in include/balances.lua. KEYS[IDS + number % 3] holds the operation ids of
-- an epoch. MEMBERS and BOOKS are described in include/groups.lua, JOB in include/job.lua.
local INFO, BALANCES, RANKING, TRANSACTIONS, CREATED, DELETED, CLOSED = unpack(KEYS)
local IDS = 8
local MEMBERS, BOOKS, JOB = KEYS[11], KEYS[12], KEYS[13]

-- The first six arguments of every script: the ledger's definition (a text that two ledgers share if the same
-- digits mean the same in both), its decimals and bounds, how long an id is remembered at least, in milliseconds, and those
-- of these words that apply: token, log, burnable, ranking, publish, and books=<the most books>. Few arguments, because each
-- costs as much as a third of a command.
local DEFINITION, DECIMALS, MIN, MAX, RETENTION, SETTINGS = unpack(ARGV)
local is_token = string.find(SETTINGS, 'token', 1, true)
local is_ranked = string.find(SETTINGS, 'ranking', 1, true)

-- What stands for no entry, no account and no balance in texts.
local NONE = '-'
