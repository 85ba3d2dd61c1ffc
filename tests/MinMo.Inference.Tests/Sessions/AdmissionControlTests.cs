using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Sessions;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Sessions;

public sealed class AdmissionControlTests
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(20);

    private readonly AdmissionControl _admission = new(new AdmissionLimits("b", 3, PlacesPerTenant: 2, RetryAfter, LongestRetryAfter));

    [Fact]
    public void Exactly_as_many_calls_as_places_are_admitted()
    {
        Assert.Null(Take("one"));
        Assert.Null(Take("one"));
        Assert.Null(Take("two"));

        var refused = Take("two")!;
        Assert.Equal((RefusalReason.Full, RetryAfter), (refused.Reason, refused.RetryAfter));
        Assert.Equal("all 3 places are taken; wait or add a worker", refused.Explanation);
    }

    [Fact]
    public void A_tenant_gets_no_more_than_its_share()
    {
        Take("one");
        Take("one");

        Assert.Equal("all 2 places of tenant 'one' are taken", Take("one")?.Explanation);
        Assert.Null(Take("two"));
    }

    [Fact]
    public void A_place_given_back_is_taken_again()
    {
        Take("one");
        Take("one");
        _admission.GiveBack(new TenantId("one"), TimeSpan.FromMinutes(1));

        Assert.Equal(1, _admission.Taken);
        Assert.Null(Take("one"));
    }

    [Fact]
    public void No_more_calls_are_admitted_than_keep_real_time()
    {
        _admission.Limit(2);
        Take("one");
        Take("two");

        var refused = Take("two")!;
        Assert.Equal(RefusalReason.Busy, refused.Reason);
        Assert.Equal("the devices keep real time for 2 calls, which are here; wait or add a worker", refused.Explanation);
    }

    [Theory]
    [InlineData(24, 12)]
    [InlineData(2, 3)]
    [InlineData(300, 20)]
    public void A_refused_call_is_told_when_the_next_one_is_likely_to_end(int callSeconds, int waitSeconds)
    {
        Take("one");
        _admission.GiveBack(new TenantId("one"), TimeSpan.FromSeconds(callSeconds));
        _admission.Limit(2);
        Take("one");
        Take("two");

        Assert.Equal(TimeSpan.FromSeconds(waitSeconds), Take("two")!.RetryAfter);
    }

    [Fact]
    public void An_unknown_bundle_is_named()
        => Assert.Equal(
            (RefusalReason.UnknownBundle, "this worker runs 'b', not 'c'"),
            _admission.TryTake(ScriptedWorker.Request(bundle: "c")) is { } refused
                ? (refused.Reason, refused.Explanation)
                : default);

    [Fact]
    public void A_draining_worker_admits_nothing()
    {
        _admission.Close(RefusalReason.Draining);

        Assert.Equal(RefusalReason.Draining, Take("one")?.Reason);
    }

    [Fact]
    public void A_failed_worker_stays_failed_when_it_is_drained()
    {
        _admission.Close(RefusalReason.Faulted);
        _admission.Close(RefusalReason.Draining);

        Assert.Equal(RefusalReason.Faulted, Take("one")?.Reason);
    }

    [Fact]
    public async Task Concurrent_requests_never_share_the_last_place()
    {
        var admission = new AdmissionControl(
            new AdmissionLimits("b", Places: 50, PlacesPerTenant: 50, RetryAfter, LongestRetryAfter));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            _ => Task.Run(() => admission.TryTake(ScriptedWorker.Request()))));

        Assert.Equal(50, answers.Count(static refused => refused is null));
        Assert.Equal(50, admission.Taken);
    }

    private Admission.Refused? Take(string tenant)
        => _admission.TryTake(ScriptedWorker.Request(tenant: tenant));
}
