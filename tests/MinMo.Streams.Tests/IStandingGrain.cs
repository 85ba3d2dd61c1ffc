namespace MinMo.Streams.Tests;

internal interface IStandingGrain : IGrainWithStringKey
{
    Task SubscribeAsync();
}
