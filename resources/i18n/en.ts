<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AspectsCard</name>
    <message numerus="yes">
        <source>%Ln customers praise it</source>
        <translation>
            <numerusform>%Ln customer praises it</numerusform>
            <numerusform>%Ln customers praise it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers complain about it</source>
        <translation>
            <numerusform>%Ln customer complains about it</numerusform>
            <numerusform>%Ln customers complain about it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AudienceCard</name>
    <message numerus="yes">
        <source>%Ln customers, the likeliest first</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers, the likeliest first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AudienceStep</name>
    <message numerus="yes">
        <source>%Ln people will get it</source>
        <translation>
            <numerusform>%Ln person will get it</numerusform>
            <numerusform>%Ln people will get it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are kept without mail, to measure what it brings.</source>
        <translation>
            <numerusform>%Ln more is kept without mail, to measure what it brings.</numerusform>
            <numerusform>%Ln more are kept without mail, to measure what it brings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln left out</numerusform>
            <numerusform>%Ln left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people may be written to. Allowed everywhere.</source>
        <translation>
            <numerusform>%Ln person may be written to. Allowed everywhere.</numerusform>
            <numerusform>%Ln people may be written to. Allowed everywhere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more people could be written to.</source>
        <translation>
            <numerusform>%Ln more person could be written to.</numerusform>
            <numerusform>%Ln more people could be written to.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignList</name>
    <message numerus="yes">
        <source>Show %Ln older campaigns</source>
        <translation>
            <numerusform>Show %Ln older campaign</numerusform>
            <numerusform>Show %Ln older campaigns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignRow</name>
    <message numerus="yes">
        <source>%Ln kept without mail</source>
        <translation>
            <numerusform>%Ln kept without mail</numerusform>
            <numerusform>%Ln kept without mail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln written to</source>
        <translation>
            <numerusform>%Ln written to</numerusform>
            <numerusform>%Ln written to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people in the audience</source>
        <translation>
            <numerusform>%Ln person in the audience</numerusform>
            <numerusform>%Ln people in the audience</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignsPage</name>
    <message numerus="yes">
        <source>%Ln files written</source>
        <translation>
            <numerusform>%Ln file written</numerusform>
            <numerusform>%Ln files written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Certainty</name>
    <message numerus="yes">
        <source>%Ln groups</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message numerus="yes">
        <source>%Ln things must be mended before the export</source>
        <translation>
            <numerusform>%Ln thing must be mended before the export</numerusform>
            <numerusform>%Ln things must be mended before the export</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were made and looked at, one for each person.</source>
        <translation>
            <numerusform>%Ln message was made and looked at.</numerusform>
            <numerusform>%Ln messages were made and looked at, one for each person.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoosingBar</name>
    <message numerus="yes">
        <source>Chosen: {names} and %Ln more</source>
        <translation>
            <numerusform>Chosen: {names} and %Ln more</numerusform>
            <numerusform>Chosen: {names} and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>these %Ln</source>
        <translation>
            <numerusform>this %Ln</numerusform>
            <numerusform>these %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ColumnsCard</name>
    <message numerus="yes">
        <source>%Ln columns are used</source>
        <translation>
            <numerusform>%Ln column is used</numerusform>
            <numerusform>%Ln columns are used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are not</source>
        <translation>
            <numerusform>%Ln is not</numerusform>
            <numerusform>%Ln are not</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the other %Ln columns</source>
        <translation>
            <numerusform>Show the other column</numerusform>
            <numerusform>Show the other %Ln columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %Ln columns</source>
        <translation>
            <numerusform>Show the column</numerusform>
            <numerusform>Show all %Ln columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show more of %Ln columns</source>
        <translation>
            <numerusform>Show the column</numerusform>
            <numerusform>Show more of %Ln columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConditionEditor</name>
    <message numerus="yes">
        <source>last %n days</source>
        <translation>
            <numerusform>last %n day</numerusform>
            <numerusform>last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerList</name>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers written to {file}</source>
        <translation>
            <numerusform>%Ln customer written to {file}</numerusform>
            <numerusform>%Ln customers written to {file}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomersPage</name>
    <message numerus="yes">
        <source>%Ln pairs of customers look alike</source>
        <translation>
            <numerusform>%Ln pair of customers looks alike</numerusform>
            <numerusform>%Ln pairs of customers look alike</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesNotice</name>
    <message numerus="yes">
        <source>Perhaps the same person? %Ln pairs of customers look alike.</source>
        <translation>
            <numerusform>Perhaps the same person? %Ln pair of customers looks alike.</numerusform>
            <numerusform>Perhaps the same person? %Ln pairs of customers look alike.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesView</name>
    <message numerus="yes">
        <source>%Ln more pairs follow when these are answered.</source>
        <translation>
            <numerusform>%Ln more pair follows when these are answered.</numerusform>
            <numerusform>%Ln more pairs follow when these are answered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventRow</name>
    <message numerus="yes">
        <source>Show %Ln more lines</source>
        <translation>
            <numerusform>Show %Ln more line</numerusform>
            <numerusform>Show %Ln more lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportStep</name>
    <message numerus="yes">
        <source>%Ln people are on the list</source>
        <translation>
            <numerusform>%Ln person is on the list</numerusform>
            <numerusform>%Ln people are on the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are kept without mail and are in no file.</source>
        <translation>
            <numerusform>%Ln more is kept without mail and is in no file.</numerusform>
            <numerusform>%Ln more are kept without mail and are in no file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportedCampaign</name>
    <message numerus="yes">
        <source>%Ln people were taken off: they said no in the meantime.</source>
        <translation>
            <numerusform>%Ln person was taken off: they said no in the meantime.</numerusform>
            <numerusform>%Ln people were taken off: they said no in the meantime.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message numerus="yes">
        <source>new orders</source>
        <translation>
            <numerusform>new order</numerusform>
            <numerusform>new orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new visits</source>
        <translation>
            <numerusform>new visit</numerusform>
            <numerusform>new visits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new reviews</source>
        <translation>
            <numerusform>new review</numerusform>
            <numerusform>new reviews</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>people no longer written to</source>
        <translation>
            <numerusform>person no longer written to</numerusform>
            <numerusform>people no longer written to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new campaign results</source>
        <translation>
            <numerusform>new campaign result</numerusform>
            <numerusform>new campaign results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>products changed</source>
        <translation>
            <numerusform>product changed</numerusform>
            <numerusform>products changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>customers changed</source>
        <translation>
            <numerusform>customer changed</numerusform>
            <numerusform>customers changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>orders changed</source>
        <translation>
            <numerusform>order changed</numerusform>
            <numerusform>orders changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>visits changed</source>
        <translation>
            <numerusform>visit changed</numerusform>
            <numerusform>visits changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reviews changed</source>
        <translation>
            <numerusform>review changed</numerusform>
            <numerusform>reviews changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>people changed</source>
        <translation>
            <numerusform>person changed</numerusform>
            <numerusform>people changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>campaign results changed</source>
        <translation>
            <numerusform>campaign result changed</numerusform>
            <numerusform>campaign results changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>products already there</source>
        <translation>
            <numerusform>product already there</numerusform>
            <numerusform>products already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>customers already there</source>
        <translation>
            <numerusform>customer already there</numerusform>
            <numerusform>customers already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>orders already there</source>
        <translation>
            <numerusform>order already there</numerusform>
            <numerusform>orders already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>visits already there</source>
        <translation>
            <numerusform>visit already there</numerusform>
            <numerusform>visits already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reviews already there</source>
        <translation>
            <numerusform>review already there</numerusform>
            <numerusform>reviews already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>people already known</source>
        <translation>
            <numerusform>person already known</numerusform>
            <numerusform>people already known</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>campaign results already there</source>
        <translation>
            <numerusform>campaign result already there</numerusform>
            <numerusform>campaign results already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new customers</source>
        <translation>
            <numerusform>new customer</numerusform>
            <numerusform>new customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new products</source>
        <translation>
            <numerusform>new product</numerusform>
            <numerusform>new products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rows set aside</source>
        <translation>
            <numerusform>row set aside</numerusform>
            <numerusform>rows set aside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rows rejected</source>
        <translation>
            <numerusform>row rejected</numerusform>
            <numerusform>rows rejected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ForecastCard</name>
    <message numerus="yes">
        <source>In the %Ln days up to {day}</source>
        <translation>
            <numerusform>In the %Ln day up to {day}</numerusform>
            <numerusform>In the %Ln days up to {day}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ForecastsSection</name>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>As of {day}, for the %Ln days up to {until}</source>
        <translation>
            <numerusform>As of {day}, for the %Ln day up to {until}</numerusform>
            <numerusform>As of {day}, for the %Ln days up to {until}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in the next %Ln days</source>
        <translation>
            <numerusform>in the next day</numerusform>
            <numerusform>in the next %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln customers</source>
        <translation>
            <numerusform>of %Ln customer</numerusform>
            <numerusform>of %Ln customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>with %Ln customers who are slipping away</source>
        <translation>
            <numerusform>with %Ln customer who is slipping away</numerusform>
            <numerusform>with %Ln customers who are slipping away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers written to {file}</source>
        <translation>
            <numerusform>%Ln customer written to {file}</numerusform>
            <numerusform>%Ln customers written to {file}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupsPage</name>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segments</source>
        <translation>
            <numerusform>%Ln segment</numerusform>
            <numerusform>%Ln segments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers grouped</source>
        <translation>
            <numerusform>%Ln customer grouped</numerusform>
            <numerusform>%Ln customers grouped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers written to {file}</source>
        <translation>
            <numerusform>%Ln customer written to {file}</numerusform>
            <numerusform>%Ln customers written to {file}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message numerus="yes">
        <source>Show all %Ln imports</source>
        <translation>
            <numerusform>Show %Ln import</numerusform>
            <numerusform>Show all %Ln imports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message numerus="yes">
        <source>%n new last month</source>
        <translation>
            <numerusform>%n new last month</numerusform>
            <numerusform>%n new last month</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in the next %Ln days, with customers slipping away</source>
        <translation>
            <numerusform>in the next day, with customers slipping away</numerusform>
            <numerusform>in the next %Ln days, with customers slipping away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>brought in by %n good customers who went quiet</source>
        <translation>
            <numerusform>brought in by %n good customer who went quiet</numerusform>
            <numerusform>brought in by %n good customers who went quiet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sales of the last %n months</source>
        <translation>
            <numerusform>Sales of the last month</numerusform>
            <numerusform>Sales of the last %n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customers</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be e-mailed</source>
        <translation>
            <numerusform>%n may be e-mailed</numerusform>
            <numerusform>%n may be e-mailed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message numerus="yes">
        <source>%Ln tables are in your shop.</source>
        <translation>
            <numerusform>%Ln table is in your shop.</numerusform>
            <numerusform>%Ln tables are in your shop.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import all %Ln</source>
        <translation>
            <numerusform>Import %Ln</numerusform>
            <numerusform>Import all %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%n more waiting</numerusform>
            <numerusform>%n more waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyFigures</name>
    <message numerus="yes">
        <source>%Ln days late</source>
        <translation>
            <numerusform>%Ln day late</numerusform>
            <numerusform>%Ln days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln months late</source>
        <translation>
            <numerusform>%Ln month late</numerusform>
            <numerusform>%Ln months late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln years late</source>
        <translation>
            <numerusform>%Ln year late</numerusform>
            <numerusform>%Ln years late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln days</source>
        <translation>
            <numerusform>In %Ln day</numerusform>
            <numerusform>In %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln weeks</source>
        <translation>
            <numerusform>In %Ln week</numerusform>
            <numerusform>In %Ln weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln months</source>
        <translation>
            <numerusform>In %Ln month</numerusform>
            <numerusform>In %Ln months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LimitsCard</name>
    <message numerus="yes">
        <source>%Ln points</source>
        <translation>
            <numerusform>%Ln point</numerusform>
            <numerusform>%Ln points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln buyers</source>
        <translation>
            <numerusform>%Ln buyer</numerusform>
            <numerusform>%Ln buyers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookAlikesView</name>
    <message numerus="yes">
        <source>The %Ln most alike</source>
        <translation>
            <numerusform>The most alike</numerusform>
            <numerusform>The %Ln most alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of those asked for had not ordered by then.</source>
        <translation>
            <numerusform>%Ln of those asked for had not ordered by then.</numerusform>
            <numerusform>%Ln of those asked for had not ordered by then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln examples</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%Ln new files in {folder}</source>
        <translation>
            <numerusform>%Ln new file in {folder}</numerusform>
            <numerusform>%Ln new files in {folder}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapCard</name>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MovementSection</name>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoversCard</name>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotesCard</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message numerus="yes">
        <source>%Ln new files in {folder}</source>
        <translation>
            <numerusform>%Ln new file in {folder}</numerusform>
            <numerusform>%Ln new files in {folder}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OffersCard</name>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>Show %Ln more</numerusform>
            <numerusform>Show %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OwnSection</name>
    <message numerus="yes">
        <source>%Ln customers written to {file}</source>
        <translation>
            <numerusform>%Ln customer written to {file}</numerusform>
            <numerusform>%Ln customers written to {file}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PointsCard</name>
    <message numerus="yes">
        <source>Last order: %Ln days ago</source>
        <translation>
            <numerusform>Last order: %Ln day ago</numerusform>
            <numerusform>Last order: %Ln days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductTable</name>
    <message numerus="yes">
        <source>%Ln products found</source>
        <translation>
            <numerusform>%Ln product found</numerusform>
            <numerusform>%Ln products found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductView</name>
    <message numerus="yes">
        <source>in %Ln orders</source>
        <translation>
            <numerusform>in %Ln order</numerusform>
            <numerusform>in %Ln orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %Ln reviews</source>
        <translation>
            <numerusform>from %Ln review</numerusform>
            <numerusform>from %Ln reviews</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln orders with it</source>
        <translation>
            <numerusform>Of %Ln order with it</numerusform>
            <numerusform>Of %Ln orders with it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln also had it: {lift} times as often as by chance</source>
        <translation>
            <numerusform>%Ln also had it: {lift} times as often as by chance</numerusform>
            <numerusform>%Ln also had it: {lift} times as often as by chance</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductsPage</name>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services and fees</source>
        <translation>
            <numerusform>%Ln service or fee</numerusform>
            <numerusform>%Ln services and fees</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Recommendations are ready for %Ln customers</source>
        <translation>
            <numerusform>Recommendations are ready for %Ln customer</numerusform>
            <numerusform>Recommendations are ready for %Ln customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message numerus="yes">
        <source>%Ln tables are on their way into your shop</source>
        <translation>
            <numerusform>%Ln table is on its way into your shop</numerusform>
            <numerusform>%Ln tables are on their way into your shop</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are being read</source>
        <translation>
            <numerusform>%Ln file is being read</numerusform>
            <numerusform>%Ln files are being read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tables were found</source>
        <translation>
            <numerusform>%Ln table was found</numerusform>
            <numerusform>%Ln tables were found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln understood</source>
        <translation>
            <numerusform>%Ln understood</numerusform>
            <numerusform>%Ln understood</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need an answer</source>
        <translation>
            <numerusform>%Ln needs an answer</numerusform>
            <numerusform>%Ln need an answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are in your shop already</source>
        <translation>
            <numerusform>%Ln is in your shop already</numerusform>
            <numerusform>%Ln are in your shop already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot be used</source>
        <translation>
            <numerusform>%Ln cannot be used</numerusform>
            <numerusform>%Ln cannot be used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln imported</source>
        <translation>
            <numerusform>%Ln imported</numerusform>
            <numerusform>%Ln imported</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RatesCard</name>
    <message numerus="yes">
        <source>%n orders</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for a rate</source>
        <translation>
            <numerusform>%n waiting for a rate</numerusform>
            <numerusform>%n waiting for a rate</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recognised</name>
    <message numerus="yes">
        <source>%Ln rows cannot be stored</source>
        <extracomment>Encodings by the names that people know them by.</extracomment>
        <translation>
            <numerusform>%Ln row cannot be stored</numerusform>
            <numerusform>%Ln rows cannot be stored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecommendationsView</name>
    <message numerus="yes">
        <source>%Ln customers have a list of their own</source>
        <translation>
            <numerusform>%Ln customer has a list of their own</numerusform>
            <numerusform>%Ln customers have a list of their own</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln have not bought yet and get the best-sellers</source>
        <translation>
            <numerusform>%Ln has not bought yet and gets the best-sellers</numerusform>
            <numerusform>%Ln have not bought yet and get the best-sellers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products are known from sales</source>
        <translation>
            <numerusform>%Ln product is known from sales</numerusform>
            <numerusform>%Ln products are known from sales</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message numerus="yes">
        <source>%Ln rows could not be stored</source>
        <translation>
            <numerusform>%Ln row could not be stored</numerusform>
            <numerusform>%Ln rows could not be stored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message numerus="yes">
        <source>%Ln rows cannot be stored</source>
        <translation>
            <numerusform>%Ln row cannot be stored</numerusform>
            <numerusform>%Ln rows cannot be stored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewsPage</name>
    <message numerus="yes">
        <source>%Ln reviews</source>
        <translation>
            <numerusform>%Ln review</numerusform>
            <numerusform>%Ln reviews</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln reviews have come or changed since the last reading.</source>
        <translation>
            <numerusform>%Ln review has come or changed since the last reading.</numerusform>
            <numerusform>%Ln reviews have come or changed since the last reading.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln people</source>
        <translation>
            <numerusform>of %Ln person</numerusform>
            <numerusform>of %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln reviews say both or neither</source>
        <translation>
            <numerusform>%Ln review says both or neither</numerusform>
            <numerusform>%Ln reviews say both or neither</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln reviews read</source>
        <translation>
            <numerusform>%Ln review read</numerusform>
            <numerusform>%Ln reviews read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SalesCard</name>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln order</numerusform>
            <numerusform>%Ln orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message numerus="yes">
        <source>%n older backups in the folder</source>
        <translation>
            <numerusform>%n older backup in the folder</numerusform>
            <numerusform>%n older backups in the folder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SlippingCard</name>
    <message numerus="yes">
        <source>%Ln regular customers have been silent for longer than usual.</source>
        <translation>
            <numerusform>%Ln regular customer has been silent for longer than usual.</numerusform>
            <numerusform>%Ln regular customers have been silent for longer than usual.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>See all %Ln</source>
        <translation>
            <numerusform>See the one</numerusform>
            <numerusform>See all %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SumReportView</name>
    <message numerus="yes">
        <source>%Ln tables are in your shop.</source>
        <translation>
            <numerusform>%Ln table is in your shop.</numerusform>
            <numerusform>%Ln tables are in your shop.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TablesModel</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <extracomment>Room for the tick, the icon, the number of rows and the state. The owner ticked or unticked one.</extracomment>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TestStep</name>
    <message numerus="yes">
        <source>%Ln people get the mail</source>
        <translation>
            <numerusform>%Ln person gets the mail</numerusform>
            <numerusform>%Ln people get the mail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people get none</source>
        <translation>
            <numerusform>%Ln person gets none</numerusform>
            <numerusform>%Ln people get none</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ThemesCard</name>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months ago</source>
        <translation>
            <numerusform>%n month ago</numerusform>
            <numerusform>%n months ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years ago</source>
        <translation>
            <numerusform>%n year ago</numerusform>
            <numerusform>%n years ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineCard</name>
    <message numerus="yes">
        <source>Show %Ln earlier</source>
        <translation>
            <numerusform>Show %Ln earlier</numerusform>
            <numerusform>Show %Ln earlier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TreeCard</name>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln customer</numerusform>
            <numerusform>%Ln customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnhappyCard</name>
    <message numerus="yes">
        <source>See all %Ln</source>
        <translation>
            <numerusform>See all %Ln</numerusform>
            <numerusform>See all %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_FaceBox</name>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln order</numerusform>
            <numerusform>%Ln orders</numerusform>
        </translation>
    </message>
</context>
</TS>
