using Microsoft.Extensions.Time.Testing;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Grains.Workers;
using MinMo.Testing.Scripting;

namespace MinMo.Grains.Tests.Workers;

public sealed class WorkerDeskTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedEngine _engine = new();
    private readonly WorkerDesk _desk;

    public WorkerDeskTests() => _desk = new WorkerDesk(new WorkerRegistration("worker-0", _engine), _time);

    [Fact]
    public async Task A_place_that_its_call_no_longer_uses_is_taken_back()
    {
        var (used, abandoned) = (await OpenAsync("used"), await OpenAsync("abandoned"));
        _time.Advance(Minute);
        await _desk.ExecuteAsync(new HushStep(used), CancellationToken.None);
        _time.Advance(Minute / 2);

        Assert.Equal(1, _desk.ReleaseAbandoned(Minute));

        Assert.IsType<HushResult>(await _desk.ExecuteAsync(new HushStep(used), CancellationToken.None));
        Assert.IsType<StepFailed>(await _desk.ExecuteAsync(new HushStep(abandoned), CancellationToken.None));
    }

    [Fact]
    public async Task A_worker_that_closes_takes_no_calls_and_is_closed_when_the_last_has_left()
    {
        var place = await OpenAsync("call");

        var closed = _desk.CloseAsync();

        Assert.False(closed.IsCompleted);
        var refused = await _desk.OpenAsync(Request("late"), CancellationToken.None);
        Assert.Equal(RefusalReason.Draining, Assert.IsType<Admission.Refused>(refused).Reason);
        await _desk.ReleaseAsync(place, CancellationToken.None);
        Assert.True(closed.IsCompleted);
    }

    [Fact]
    public async Task A_worker_reports_what_is_taken_of_it()
    {
        await OpenAsync("call");

        var report = _desk.Report();

        Assert.Equal(("worker-0", 1, false), (report.Worker, report.Sessions, report.Closing));
        Assert.Equal(_engine.Description, report.Engine);
    }

    private static SessionRequest Request(string call) => new(new CallId(call), new CallSettings());

    private async Task<SessionHandle> OpenAsync(string call)
        => Assert.IsType<Admission.Granted>(await _desk.OpenAsync(Request(call), CancellationToken.None)).Session;
}
