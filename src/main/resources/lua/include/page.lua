-- page: a stage of postJob that reads a page of a weighted sum into `items`, and adds its accounts to the overlay. The page has
-- lines "<kind> <amount> <account>". The kind is + for an account that was not in the ledger at the instant of the job and
-- enters it; - for one that leaves it; = for any other.
for kind, amount, name in string.gmatch(page, '(%S+) (%S+) ([^\n]+)') do
  items[#items + 1] = { kind = kind, amount = amount, name = name }
  add_account(name, accounts, names)
end
posted = #items
