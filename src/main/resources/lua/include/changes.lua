-- The changes: what a script will write, all of it after the last check.

-- The entries to append, in order, as in include/post.lua; and the supply after them.
local entries = {}
local supply = stored_supply or '0'
-- Names and accounts whose balances to set, in turn; scores and members to rank; and the accounts that others.lua looks at.
local set, rank, others = {}, {}, {}
-- The lists that others.lua makes.
local unrank, moving, remove, reopen, returned, uncreate, undelete
-- What groups.lua reads: the groups by their names, nil if no operation changes any; the number of books; and the
-- function that changes the members of a group.
local groups, book_count, change_members
