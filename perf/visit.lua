-- Whole visits: each thread is one window with one connection, and does issue, call-next, start,
-- complete, in that order. The file of tokens is that of issue.lua.
local threads = 0

function setup(thread)
  thread:set("me", threads)
  threads = threads + 1
end

function init(args)
  local number = 0
  for line in io.lines(args[1]) do
    if number == me then
      local hall, window, kiosk, clerk = line:match("(%S+) (%S+) (%S+) (%S+)")
      local at = "/api/v1/halls/" .. hall
      local own = at .. "/windows/" .. window
      steps = {
        { path = at .. "/tickets", token = kiosk, body = '{"queue":"social"}' },
        { path = own .. "/call-next", token = clerk },
        { path = own .. "/start", token = clerk },
        { path = own .. "/complete", token = clerk, body = '{"outcomes":["done"]}' },
      }
    end
    number = number + 1
  end
  run = args[2]
  sent = me == 0 and -1 or 0 -- the first one of the first thread is only looked at
end

function request()
  local step = steps[sent % #steps + 1]
  sent = sent + 1
  local head = {
    ["Authorization"] = "Bearer " .. step.token,
    ["Idempotency-Key"] = run .. "-" .. me .. "-" .. sent,
  }
  if step.body then
    head["Content-Type"] = "application/json"
  end
  return wrk.format("POST", step.path, head, step.body)
end
