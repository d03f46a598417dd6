-- The keys of a ledger by name. Every script declares all of them, in this order; they share one hash tag.
-- closed maps an account that has left the ledger to its last entry.
local KEY = {
  info = KEYS[1],
  balances = KEYS[2],
  ranking = KEYS[3],
  transactions = KEYS[4],
  created = KEYS[5],
  deleted = KEYS[6],
  closed = KEYS[7],
  ids = { [0] = KEYS[8], [1] = KEYS[9], [2] = KEYS[10] },
}
-- A key of the same slot that never exists, so it is not declared: it shows what Redis replies for such keys.
KEY.absent = KEY.info .. ':absent'
