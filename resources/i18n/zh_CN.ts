<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AsOfDay</name>
    <message>
        <source>as of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Only orders up to this day count; the last order&apos;s day by default</source>
        <translation>只计算到这一天为止的订单；默认为最后一单的日期</translation>
    </message>
</context>
<context>
    <name>AspectsCard</name>
    <message>
        <source>What customers like</source>
        <translation>顾客喜欢什么</translation>
    </message>
    <message>
        <source>What they do not like</source>
        <translation>顾客不喜欢什么</translation>
    </message>
    <message>
        <source>Nothing yet that at least three customers praise.</source>
        <translation>目前还没有至少三位顾客称赞的方面。</translation>
    </message>
    <message>
        <source>Nothing that at least three customers complain about.</source>
        <translation>没有至少三位顾客抱怨的方面。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers praise it</source>
        <translation>
            <numerusform>%Ln 位顾客称赞</numerusform>
        </translation>
    </message>
    <message>
        <source>{share} of all who judge it, most likely {low} to {high}</source>
        <translation>占评价过这一点的人的 {share}，真实比例大约在 {low} 到 {high} 之间</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers complain about it</source>
        <translation>
            <numerusform>%Ln 位顾客抱怨</numerusform>
        </translation>
    </message>
    <message>
        <source>{told}: {sure}</source>
        <translation>{told}：{sure}</translation>
    </message>
    <message>
        <source>Better lately: {before} praised it before, {lately} in the last three months</source>
        <translation>最近变好了：之前 {before} 的人称赞，最近三个月为 {lately}</translation>
    </message>
    <message>
        <source>Worse lately: {before} praised it before, {lately} in the last three months</source>
        <translation>最近变差了：之前 {before} 的人称赞，最近三个月为 {lately}</translation>
    </message>
    <message>
        <source>Reviews that mention it have {gap} stars more than the others</source>
        <translation>提到这一点的评价比其他评价多 {gap} 星</translation>
    </message>
    <message>
        <source>Reviews that mention it have {gap} stars fewer than the others</source>
        <translation>提到这一点的评价比其他评价少 {gap} 星</translation>
    </message>
</context>
<context>
    <name>AudienceCard</name>
    <message>
        <source>Who should hear of it next</source>
        <extracomment>As many as the engine keeps for a product: the card is as tall as its list. Ids of all customers listed.</extracomment>
        <translation>接下来该告诉谁</translation>
    </message>
    <message>
        <source>Write to them</source>
        <translation>给他们写信</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Learn from my orders</source>
        <translation>从我的订单中学习</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers, the likeliest first</source>
        <translation>
            <numerusform>%Ln 位顾客，最可能购买的排在前面</numerusform>
        </translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}。</translation>
    </message>
    <message>
        <source>Nobody stands out for it yet.</source>
        <translation>目前还没有特别合适的顾客。</translation>
    </message>
    <message>
        <source>Known as soon as the app has learned from your orders.</source>
        <translation>应用从您的订单中学习之后即可得知。</translation>
    </message>
</context>
<context>
    <name>AudienceStep</name>
    <message>
        <source>Whom may you write to?</source>
        <translation>可以写信给谁？</translation>
    </message>
    <message>
        <source>Only people who said yes to e-mail</source>
        <translation>仅限同意接收邮件的人</translation>
    </message>
    <message>
        <source>Also customers who were never asked</source>
        <translation>也包括从未询问过的顾客</translation>
    </message>
    <message>
        <source>Nobody who said no, unsubscribed or complained is ever included.</source>
        <translation>已拒绝、退订或投诉的人绝不会包含在内。</translation>
    </message>
    <message>
        <source>How does the list name people?</source>
        <translation>名单用什么标识顾客？</translation>
    </message>
    <message>
        <source>By e-mail address</source>
        <translation>按邮箱地址</translation>
    </message>
    <message>
        <source>Ready for a mailing service. Needs an address.</source>
        <translation>可直接用于邮件服务，需要有邮箱地址。</translation>
    </message>
    <message>
        <source>By your own customer number</source>
        <translation>按您自己的顾客编号</translation>
    </message>
    <message>
        <source>For shops whose addresses are in another system: the list carries the number, the coupon and the words, and that system adds the address.</source>
        <translation>适合邮箱地址在其他系统里的店铺：名单给出编号、优惠码和文字，由那个系统补上邮箱地址。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are kept without mail, to measure what it brings.</source>
        <translation>
            <numerusform>另有 %Ln 人不发邮件，用来衡量效果。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>排除 %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people will get it</source>
        <translation>
            <numerusform>%Ln 人会收到</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people may be written to. Allowed everywhere.</source>
        <translation>
            <numerusform>可以写信给 %Ln 人。在任何地方都合法。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more people could be written to.</source>
        <translation>
            <numerusform>可以再多写给 %Ln 人。</numerusform>
        </translation>
    </message>
    <message>
        <source>In the EU and the UK only for goods like those they bought from you, and if every mail lets them say no. You answer for this choice; it is kept with its date.</source>
        <translation>在欧盟和英国，仅限推荐与他们买过的商品类似的商品，且每封邮件都能拒收。此选择由您负责，并连同日期一起记录。</translation>
    </message>
    <message>
        <source>Group my customers</source>
        <translation>给顾客分群</translation>
    </message>
    <message>
        <source>Your customers are not grouped yet. Group them first, or write to everyone.</source>
        <translation>您的顾客还没有分群。请先分群，或写给所有人。</translation>
    </message>
    <message>
        <source>Choose at least one group, and you see here whom it reaches.</source>
        <translation>至少选择一个客群，这里就会显示能写给谁。</translation>
    </message>
    <message>
        <source>Your files hold no e-mail addresses. The list will name people by customer number; the system that has their addresses sends the mail.</source>
        <translation>您的文件里没有邮箱地址。名单将按顾客编号列出，由保存邮箱地址的系统发送邮件。</translation>
    </message>
    <message>
        <source>Use customer numbers</source>
        <translation>使用顾客编号</translation>
    </message>
    <message>
        <source>Nobody in these groups has an e-mail address on file.</source>
        <translation>这些客群里没有人留有邮箱地址。</translation>
    </message>
    <message>
        <source>Include existing customers</source>
        <translation>包括现有顾客</translation>
    </message>
    <message>
        <source>Nobody in these groups has agreed to e-mail yet. Read the choice below first.</source>
        <translation>这些客群里还没有人同意接收邮件。请先阅读下面的选项。</translation>
    </message>
    <message>
        <source>Nobody in these groups may be written to. The reasons are below.</source>
        <translation>这些客群里没有可以写信的人，原因见下。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Segments</source>
        <extracomment>From this width on, list and map stand side by side. A group was chosen, by the owner or because a run came on screen: its ``SegmentCard``. The map of points has come into sight: the id of the run whose ``SegmentPoints`` it waits for.</extracomment>
        <translation>客群</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>% of customers</source>
        <translation>顾客占比</translation>
    </message>
    <message>
        <source>% of sales</source>
        <translation>销售额占比</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>客群</translation>
    </message>
    <message>
        <source>View</source>
        <translation>查看方式</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树状图</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>How sure?</source>
        <translation>可靠程度</translation>
    </message>
</context>
<context>
    <name>Builder</name>
    <message>
        <source>Goal</source>
        <extracomment>A goal was chosen for a campaign that is not there yet.</extracomment>
        <translation>目标</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>受众</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next: {step}</source>
        <extracomment>Where each campaign was left, for as long as the window is open.</extracomment>
        <translation>下一步：{step}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Will be saved when the running work is done</source>
        <translation>当前任务完成后保存</translation>
    </message>
</context>
<context>
    <name>CampaignList</name>
    <message numerus="yes">
        <source>Show %Ln older campaigns</source>
        <translation>
            <numerusform>显示更早的 %Ln 个活动</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignRow</name>
    <message>
        <source>exported</source>
        <extracomment>So many are shown at first.</extracomment>
        <translation>已导出</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>已开始</translation>
    </message>
    <message>
        <source>Duplicate {name}</source>
        <translation>复制 {name}</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>删除 {name}</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message numerus="yes">
        <source>%Ln kept without mail</source>
        <translation>
            <numerusform>%Ln 人不发邮件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln written to</source>
        <translation>
            <numerusform>已写给 %Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Audience to be chosen again</source>
        <translation>受众需重新选择</translation>
    </message>
    <message>
        <source>No audience yet</source>
        <translation>还没有受众</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people in the audience</source>
        <translation>
            <numerusform>受众 %Ln 人</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignsPage</name>
    <message>
        <source>New campaign</source>
        <extracomment>A new campaign whose goal is still to be chosen.</extracomment>
        <translation>新建活动</translation>
    </message>
    <message>
        <source>All campaigns</source>
        <translation>所有活动</translation>
    </message>
    <message>
        <source>Nobody to write to yet</source>
        <translation>还没有可以写信的人</translation>
    </message>
    <message>
        <source>Bring in your orders or your customer list; then you write to the right people here.</source>
        <translation>请先导入订单或顾客名单，然后就能在这里写给合适的人。</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Write to the right people</source>
        <translation>写给合适的人</translation>
    </message>
    <message>
        <source>Group your customers first: then each campaign reaches those whom it is about.</source>
        <translation>请先给顾客分群，这样每个活动都能写给该写的人。</translation>
    </message>
    <message>
        <source>Group my customers</source>
        <translation>给顾客分群</translation>
    </message>
    <message>
        <source>New campaign to everyone</source>
        <translation>新建面向所有人的活动</translation>
    </message>
    <message>
        <source>Choose a goal, and Clientele suggests whom to write to, what to offer and what to say.</source>
        <translation>选择一个目标，Clientele 会建议写给谁、给什么优惠、说什么。</translation>
    </message>
    <message>
        <source>Exported on {day}</source>
        <translation>导出于 {day}</translation>
    </message>
    <message>
        <source>{state}, exported on {day}</source>
        <translation>{state}，导出于 {day}</translation>
    </message>
    <message>
        <source>Campaign duplicated</source>
        <translation>活动已复制</translation>
    </message>
    <message>
        <source>Campaign deleted</source>
        <translation>活动已删除</translation>
    </message>
    <message>
        <source>Your campaign is made as soon as the running work is done.</source>
        <translation>当前任务完成后就会创建您的活动。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files written</source>
        <translation>
            <numerusform>已写出 %Ln 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Certainty</name>
    <message>
        <source>How sure is this?</source>
        <translation>这个结果有多可靠？</translation>
    </message>
    <message>
        <source>What was tried</source>
        <translation>尝试过的分法</translation>
    </message>
    <message numerus="yes">
        <source>%Ln groups</source>
        <translation>
            <numerusform>%Ln 个客群</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Chart: save or copy</source>
        <extracomment>Pictures are saved this much finer than the screen, for print.</extracomment>
        <translation>图表：保存或复制</translation>
    </message>
    <message>
        <source>save or copy</source>
        <translation>保存或复制</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Making every message and looking at it…</source>
        <translation>正在生成并检查每一封邮件…</translation>
    </message>
    <message>
        <source>Checking the messages</source>
        <translation>检查邮件</translation>
    </message>
    <message>
        <source>The check was cancelled.</source>
        <translation>检查已取消。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things must be mended before the export</source>
        <translation>
            <numerusform>导出前有 %Ln 处必须修正</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing stands in the way of the export</source>
        <translation>可以导出了</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were made and looked at, one for each person.</source>
        <translation>
            <numerusform>已生成并检查 %Ln 封邮件，每人一封。</numerusform>
        </translation>
    </message>
    <message>
        <source>Must be mended</source>
        <translation>必须修正</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>值得一看</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>供参考</translation>
    </message>
</context>
<context>
    <name>ChoosingBar</name>
    <message>
        <source>Find customers like these</source>
        <extracomment>So many of those chosen are named. Customers like those chosen are wanted: ``Examples``. Everyone who is listed now is meant. Choosing is over.</extracomment>
        <translation>查找与他们相似的顾客</translation>
    </message>
    <message>
        <source>Write to them</source>
        <translation>给他们写信</translation>
    </message>
    <message>
        <source>Save as a fixed list…</source>
        <translation>另存为固定名单…</translation>
    </message>
    <message>
        <source>Choose all listed</source>
        <translation>选中列出的全部顾客</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Click the customers you mean; search and filter as you like.</source>
        <translation>请点选顾客；可以随时搜索和筛选。</translation>
    </message>
    <message>
        <source>Chosen: {names}</source>
        <translation>已选：{names}</translation>
    </message>
    <message numerus="yes">
        <source>Chosen: {names} and %Ln more</source>
        <translation>
            <numerusform>已选：{names} 等，另有 %Ln 位</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>these %Ln</source>
        <translation>
            <numerusform>这 %Ln 位</numerusform>
        </translation>
    </message>
    <message>
        <source>The customers you have chosen are kept as a list that stays as it is.</source>
        <translation>所选的顾客会保存为一份固定不变的名单。</translation>
    </message>
</context>
<context>
    <name>Clientele</name>
    <message>
        <source>Wait until the running work is done, or cancel it; then open the shop.</source>
        <extracomment>The worker starts and loads its libraries when the first page has been read for a while. A daily backup waits until the owner has settled in.</extracomment>
        <translation>请等当前任务完成，或先取消它，然后再打开店铺。</translation>
    </message>
    <message>
        <source>Clientele closed unexpectedly last time. Your shop file is safe: it was checked.</source>
        <translation>Clientele 上次意外关闭。您的店铺文件已检查，完好无损。</translation>
    </message>
</context>
<context>
    <name>ColumnsCard</name>
    <message>
        <source>How your columns are understood</source>
        <extracomment>Rows made in one go, and at most before the owner asks for more. The owner says otherwise: the column&apos;s header, and the meaning (empty: not used).</extracomment>
        <translation>各列是怎样理解的</translation>
    </message>
    <message numerus="yes">
        <source>%Ln columns are used</source>
        <translation>
            <numerusform>使用了 %Ln 列</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message numerus="yes">
        <source>%Ln are not</source>
        <translation>
            <numerusform>%Ln 列未使用</numerusform>
        </translation>
    </message>
    <message>
        <source>Change what is wrong: Clientele remembers it for files like this one.</source>
        <translation>不对的地方可以更改，Clientele 会为同类文件记住。</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message numerus="yes">
        <source>Show the other %Ln columns</source>
        <translation>
            <numerusform>显示其余 %Ln 列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %Ln columns</source>
        <translation>
            <numerusform>显示全部 %Ln 列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show more of %Ln columns</source>
        <translation>
            <numerusform>还有 %Ln 列，显示更多</numerusform>
        </translation>
    </message>
    <message>
        <source>Your column</source>
        <translation>您的列</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>内容示例</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>把握程度</translation>
    </message>
</context>
<context>
    <name>CompareSection</name>
    <message>
        <source>Compare again</source>
        <extracomment>A method&apos;s groups are wanted: its ``MethodResult``.</extracomment>
        <translation>重新比较</translation>
    </message>
    <message>
        <source>Ways of grouping</source>
        <translation>分群方法</translation>
    </message>
    <message>
        <source>“Tells later spending” is the fair test: each way was tried on your shop as it was 90 days before, and then compared with what customers spent in those 90 days. 0% is guessing.</source>
        <translation>“解释之后消费”是公平的检验：用 90 天前的数据试行每种方法，再与顾客在这 90 天里的实际消费对照。0% 等于瞎猜。</translation>
    </message>
    <message>
        <source>What each way of grouping makes of your shop</source>
        <translation>各种分群方法在本店的表现</translation>
    </message>
    <message>
        <source>Comparing ways of grouping</source>
        <translation>正在比较分群方法</translation>
    </message>
    <message>
        <source>Compare all ways</source>
        <translation>比较全部方法</translation>
    </message>
    <message>
        <source>Which way of grouping suits your shop?</source>
        <translation>哪种分群方法适合您的店铺？</translation>
    </message>
    <message>
        <source>Every way is tried on your customers: how many groups it finds, how stable they are, and how much they would have told of what customers spent later.</source>
        <translation>每种方法都会在您的顾客身上试一遍：能分出几群、有多稳定，以及能在多大程度上预示顾客之后的消费。</translation>
    </message>
    <message>
        <source>As of {day} · compared {when}</source>
        <translation>截至 {day} · 比较于 {when}</translation>
    </message>
    <message>
        <source>Way of grouping</source>
        <translation>分群方法</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>客群</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大群</translation>
    </message>
    <message>
        <source>Share of the buyers in the largest group</source>
        <translation>最大客群占买家的比例</translation>
    </message>
    <message>
        <source>Tells later spending</source>
        <translation>解释之后消费</translation>
    </message>
    <message>
        <source>How much of the differences in spending of the following 90 days the groups told</source>
        <translation>客群能解释随后 90 天消费差异的多少</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>稳定性</translation>
    </message>
    <message>
        <source>How far the groups are the same when customers are drawn again: 1 is the same, 0 is chance</source>
        <translation>重新抽取顾客后客群的一致程度：1 为完全相同，0 为纯属偶然</translation>
    </message>
    <message>
        <source>Rules hold</source>
        <translation>规则吻合</translation>
    </message>
    <message>
        <source>Share of the buyers whom the rules in plain words put into their group</source>
        <translation>文字规则能归入所在客群的买家比例</translation>
    </message>
    <message>
        <source>Like RFM</source>
        <translation>与 RFM 相似</translation>
    </message>
    <message>
        <source>How far the groups are those of RFM: 1 is the same, 0 is chance</source>
        <translation>与 RFM 客群的一致程度：1 为完全相同，0 为纯属偶然</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测定</translation>
    </message>
</context>
<context>
    <name>ConditionEditor</name>
    <message>
        <source>Remove this condition</source>
        <extracomment>Windows that most owners think in; any other number of days can be typed. What a condition says when its feature has just been chosen.</extracomment>
        <translation>删除此条件</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>任何商品</translation>
    </message>
    <message>
        <source>category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>限定商品</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>and</source>
        <translation>到</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>不限时间</translation>
    </message>
    <message numerus="yes">
        <source>last %n days</source>
        <translation>
            <numerusform>最近 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>last … days</source>
        <translation>最近……天</translation>
    </message>
    <message>
        <source>Upper value</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Number of days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message>
        <source>May you write to them?</source>
        <translation>可以联系这位顾客吗？</translation>
    </message>
    <message>
        <source>Yes: they agreed. No: never. Open: nobody has asked, so most campaigns leave them out.</source>
        <translation>“是”：已同意。“否”：绝不联系。“未定”：还没问过，多数活动会跳过。</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信件</translation>
    </message>
    <message>
        <source>Online ads</source>
        <translation>线上广告</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>No address on file</source>
        <translation>没有邮箱地址</translation>
    </message>
    <message>
        <source>No phone number on file</source>
        <translation>没有电话号码</translation>
    </message>
    <message>
        <source>This address is blocked, for good</source>
        <translation>此地址已被永久屏蔽</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>已屏蔽</translation>
    </message>
    <message>
        <source>As imported on {day}</source>
        <translation>{day}导入</translation>
    </message>
    <message>
        <source>They signed up on {day}</source>
        <translation>{day}由顾客本人登记</translation>
    </message>
    <message>
        <source>As you set it on {day}</source>
        <translation>{day}由您设定</translation>
    </message>
    <message>
        <source>Recorded on {day}</source>
        <translation>{day}记录</translation>
    </message>
    <message>
        <source>{channel}: may be written to</source>
        <translation>{channel}：可以联系</translation>
    </message>
    <message>
        <source>{channel}: must not be written to</source>
        <translation>{channel}：不得联系</translation>
    </message>
    <message>
        <source>{channel}: open</source>
        <translation>{channel}：未定</translation>
    </message>
</context>
<context>
    <name>ContradictionsCard</name>
    <message>
        <source>Words and stars disagree</source>
        <translation>文字与星级不一致</translation>
    </message>
    <message>
        <source>The stars count. Often a slip of the finger: worth a look, or a question.</source>
        <translation>以星级为准。常常只是点错了：值得看一看，或者问一问。</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>Clientele ran into a fault of its own. Your shop file is safe: unfinished changes are never kept. You can go on working; if it happens again, close and open the app.</source>
        <translation>Clientele 自身出现了故障。您的店铺文件是安全的：未完成的更改不会写入。您可以继续使用；如果再次发生，请关闭后重新打开本应用。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>显示详情</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Open the log</source>
        <translation>打开日志</translation>
    </message>
</context>
<context>
    <name>CurrencyCard</name>
    <message>
        <source>In which currency does your shop keep its books?</source>
        <translation>您的店铺以哪种货币记账？</translation>
    </message>
    <message>
        <source>Your files say so. Everything is added up in this currency.</source>
        <translation>文件中写明了。所有金额都按这种货币合计。</translation>
    </message>
    <message>
        <source>Your files do not say. Everything is added up in this currency, so please check it now.</source>
        <translation>文件中没有写明。所有金额都按这种货币合计，请现在确认。</translation>
    </message>
</context>
<context>
    <name>CustomerList</name>
    <message>
        <source>Customers</source>
        <extracomment>The filter&apos;s key of &quot;everyone&quot;, and the start of the keys of its headings, which cannot be chosen. So many can be chosen at once; more are better a segment or a rule. A customer was opened: the id and the place in the list. The segment to filter by was changed: the view must know of it. Those who are listed shall be kept as a list. A question failed in a way the owner cannot mend here.</extracomment>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Search by name, e-mail or number</source>
        <translation>按姓名、邮箱或编号搜索</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>客群</translation>
    </message>
    <message>
        <source>Risk of staying away</source>
        <translation>流失风险</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save the customers that are listed now as a table (CSV)</source>
        <translation>把当前列出的顾客保存为表格（CSV）</translation>
    </message>
    <message>
        <source>Save as a fixed list…</source>
        <translation>另存为固定名单…</translation>
    </message>
    <message>
        <source>Nobody matches</source>
        <translation>没有符合的顾客</translation>
    </message>
    <message>
        <source>Try fewer letters, or another segment.</source>
        <translation>请少输几个字，或换一个客群。</translation>
    </message>
    <message>
        <source>Show everyone</source>
        <translation>显示全部顾客</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单数</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>消费</translation>
    </message>
    <message>
        <source>What they paid in all, less what was given back</source>
        <translation>累计付款，已减去退款</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预计消费</translation>
    </message>
    <message>
        <source>What they are expected to spend in the days that the forecasts look ahead</source>
        <translation>在预测所看的天数内预计会消费的金额</translation>
    </message>
    <message>
        <source>May stay away</source>
        <translation>可能不再来</translation>
    </message>
    <message>
        <source>How likely they order nothing in the days that the forecasts look ahead</source>
        <translation>在预测所看的天数内不下单的可能</translation>
    </message>
    <message>
        <source>First order</source>
        <translation>首次下单</translation>
    </message>
    <message>
        <source>Last order</source>
        <translation>最近下单</translation>
    </message>
    <message>
        <source>Any risk</source>
        <translation>任何风险</translation>
    </message>
    <message>
        <source>Slipping away</source>
        <translation>正在流失</translation>
    </message>
    <message>
        <source>Counted back from the day of your shop&apos;s last order</source>
        <translation>以店铺最近一笔订单的日期为准往前推算</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>全部顾客</translation>
    </message>
    <message>
        <source>{segment}, as of {day} ({count})</source>
        <translation>{segment}，截至{day}（{count}）</translation>
    </message>
    <message>
        <source>{segment} ({count})</source>
        <translation>{segment}（{count}）</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{all}中的 {n} 位</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>Export these customers</source>
        <translation>导出这些顾客</translation>
    </message>
    <message>
        <source>Exporting customers</source>
        <translation>正在导出顾客</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers written to {file}</source>
        <translation>
            <numerusform>已将 %Ln 位顾客写入 {file}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerMapCard</name>
    <message>
        <source>Map of your customers</source>
        <extracomment>A customer was clicked: the id. The map of another way of comparing is wanted: its key.</extracomment>
        <translation>顾客地图</translation>
    </message>
    <message>
        <source>Way of comparing</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Segment to bring forward</source>
        <translation>要突出显示的客群</translation>
    </message>
    <message>
        <source>All segments</source>
        <translation>全部客群</translation>
    </message>
    <message>
        <source>Who lies near whom buys alike; left, right, up and down mean nothing.</source>
        <translation>位置相近的顾客购买方式相似；上下左右本身没有含义。</translation>
    </message>
    <message>
        <source>Click a point to open the profile.</source>
        <translation>点击一个点可打开顾客档案。</translation>
    </message>
    <message>
        <source>{shown} of {customers} customers are drawn. Click one to open the profile.</source>
        <translation>共 {customers} 位顾客，图中画出 {shown} 位。点击可打开档案。</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>客群</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横向</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>纵向</translation>
    </message>
</context>
<context>
    <name>CustomerNotesCard</name>
    <message>
        <source>Notes</source>
        <extracomment>Lines that the editor shows at once; longer notes scroll.</extracomment>
        <translation>备注</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新备注</translation>
    </message>
    <message>
        <source>Prefers delivery on Fridays, has two cats…</source>
        <translation>例如：喜欢周五送货，养了两只猫……</translation>
    </message>
    <message>
        <source>Keep note</source>
        <translation>保存备注</translation>
    </message>
    <message>
        <source>Delete the note</source>
        <translation>删除备注</translation>
    </message>
    <message>
        <source>Delete the note of {day}</source>
        <translation>删除{day}的备注</translation>
    </message>
    <message>
        <source>Note kept</source>
        <translation>备注已保存</translation>
    </message>
    <message>
        <source>Note deleted</source>
        <translation>备注已删除</translation>
    </message>
</context>
<context>
    <name>Customers</name>
    <message>
        <source>Customer {code}</source>
        <translation>顾客 {code}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>high risk</source>
        <extracomment>The badge&apos;s tone of a risk.</extracomment>
        <translation>高风险</translation>
    </message>
    <message>
        <source>medium risk</source>
        <translation>中风险</translation>
    </message>
    <message>
        <source>low risk</source>
        <translation>低风险</translation>
    </message>
    <message>
        <source>Learning who resembles whom</source>
        <translation>正在学习谁与谁相似</translation>
    </message>
</context>
<context>
    <name>CustomersPage</name>
    <message>
        <source>Back (Esc)</source>
        <extracomment>Where in the list the customer stands; None: opened from elsewhere. What a profile lies over: the list, or ``pairs``, ``resemblance`` or ``look_alikes`` instead of it. Where the way back from look-alikes leads: the ground, and the profile that lay over it, if any.</extracomment>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Previous customer (Alt+Up)</source>
        <translation>上一位顾客（Alt+↑）</translation>
    </message>
    <message>
        <source>Next customer (Alt+Down)</source>
        <translation>下一位顾客（Alt+↓）</translation>
    </message>
    <message>
        <source>Choose several</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>Who resembles whom</source>
        <translation>谁与谁相似</translation>
    </message>
    <message>
        <source>The customers who are listed now are kept as a list that stays as it is.</source>
        <translation>把现在列出的顾客保存为名单，以后不会自动变化。</translation>
    </message>
    <message>
        <source>Nobody here yet</source>
        <translation>还没有顾客</translation>
    </message>
    <message>
        <source>Bring in your sales or your customer list, and everyone gets a page: what they buy, how often they come, and what to offer them next.</source>
        <translation>导入销售记录或顾客名单后，每位顾客都有自己的页面：买什么、多久来一次、接下来推荐什么。</translation>
    </message>
    <message>
        <source>Import sales</source>
        <translation>导入销售记录</translation>
    </message>
    <message>
        <source>That customer is not there any more.</source>
        <translation>这位顾客已不存在。</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>第 {n} 位，共 {total} 位</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of customers look alike</source>
        <translation>
            <numerusform>%Ln 对顾客看起来相似</numerusform>
        </translation>
    </message>
    <message>
        <source>Perhaps the same person?</source>
        <translation>可能是同一个人？</translation>
    </message>
    <message>
        <source>With orders up to {day}</source>
        <translation>订单截至{day}</translation>
    </message>
</context>
<context>
    <name>DuplicatesNotice</name>
    <message>
        <source>Look at them</source>
        <extracomment>As many pairs as one goes through in a sitting.</extracomment>
        <translation>查看</translation>
    </message>
    <message numerus="yes">
        <source>Perhaps the same person? %Ln pairs of customers look alike.</source>
        <translation>
            <numerusform>可能是同一个人？有 %Ln 对顾客看起来相似。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesView</name>
    <message>
        <source>If you say that two are one person, their orders and notes come together; where either said no to mail, it stays a no. You can split them again at any time.</source>
        <translation>如果您确认两位是同一个人，他们的订单和备注会合在一起；只要其中一位拒绝过邮件，就仍视为拒绝。您随时可以再次拆分。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more pairs follow when these are answered.</source>
        <translation>
            <numerusform>处理完这些后，还有 %Ln 对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everybody is told apart</source>
        <translation>顾客都已区分清楚</translation>
    </message>
    <message>
        <source>No two customers look like the same person any more.</source>
        <translation>没有看起来像同一个人的顾客了。</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>{one} and {other} are one customer now</source>
        <translation>{one} 和 {other} 已合并为同一位顾客</translation>
    </message>
    <message>
        <source>{one} and {other} are two customers again</source>
        <translation>{one} 和 {other} 已重新分为两位顾客</translation>
    </message>
    <message>
        <source>Remembered: two people</source>
        <translation>已记住：是两个人</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Cancelled. Your shop is as it was.</source>
        <translation>已取消，您的店铺数据保持原样。</translation>
    </message>
    <message>
        <source>Something went wrong inside Clientele. Your shop was not changed; the details are in the log.</source>
        <translation>Clientele 内部出错。您的店铺没有任何改动，详情见日志。</translation>
    </message>
</context>
<context>
    <name>EventRow</name>
    <message>
        <source>Show what was in it</source>
        <translation>查看明细</translation>
    </message>
    <message>
        <source>Show what was in it: {what}</source>
        <translation>查看明细：{what}</translation>
    </message>
    <message>
        <source>{n} ×</source>
        <translation>{n} ×</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more lines</source>
        <translation>
            <numerusform>再显示 %Ln 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Orders and sales</source>
        <translation>订单与销售</translation>
    </message>
    <message>
        <source>Shopify, WooCommerce, Etsy, eBay, Amazon, Square, Stripe, PayPal, Taobao, Tmall, JD, Youzan</source>
        <translation>淘宝、天猫、京东、有赞、Shopify、WooCommerce、Etsy、eBay、亚马逊、Square、Stripe、PayPal</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Mailchimp, Klaviyo, Brevo, Shopify, your own lists</source>
        <translation>Mailchimp、Klaviyo、Brevo、Shopify，或您自己的名单</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Shopify, WooCommerce, your price or stock list</source>
        <translation>Shopify、WooCommerce，或您的价目表、库存表</translation>
    </message>
    <message>
        <source>Reviews and ratings</source>
        <translation>评价与评分</translation>
    </message>
    <message>
        <source>with stars, with words, or both</source>
        <translation>有星级、有文字，或两者都有</translation>
    </message>
    <message>
        <source>Visits to your shop</source>
        <translation>店铺访问</translation>
    </message>
    <message>
        <source>views, searches, baskets, purchases</source>
        <translation>浏览、搜索、加购、购买</translation>
    </message>
    <message>
        <source>Unsubscribed and bounced</source>
        <translation>退订与退信</translation>
    </message>
    <message>
        <source>they are never written to again</source>
        <translation>以后不再给他们发信</translation>
    </message>
</context>
<context>
    <name>ExportStep</name>
    <message>
        <source>Which files do you need?</source>
        <translation>需要哪些文件？</translation>
    </message>
    <message>
        <source>What happens now</source>
        <translation>接下来会怎样</translation>
    </message>
    <message>
        <source>Clientele writes the files and sends nothing. You upload the list to your mailing service, or open the drafts in your mail program.</source>
        <translation>Clientele 只写出文件，不发送任何内容。您把名单上传到邮件服务，或在邮件程序里打开草稿。</translation>
    </message>
    <message>
        <source>From then on the campaign stays exactly as it went out, with its list and its message, so that its effect can be measured. You can write the same files again, or duplicate it.</source>
        <translation>此后活动会连同名单和邮件原样保留，以便衡量效果。您可以再次写出相同的文件，或复制一份。</translation>
    </message>
    <message>
        <source>Choose a folder and export…</source>
        <translation>选择文件夹并导出…</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>现在检查</translation>
    </message>
    <message>
        <source>Check the campaign first: something changed, or something must be mended.</source>
        <translation>请先检查活动：内容有改动，或有必须修正之处。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are on the list</source>
        <translation>
            <numerusform>名单上有 %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are kept without mail and are in no file.</source>
        <translation>
            <numerusform>另有 %Ln 人不发邮件，不在任何文件中。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportedCampaign</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>查找某人</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Written to</source>
        <translation>已写信</translation>
    </message>
    <message>
        <source>Kept without mail</source>
        <translation>不发邮件</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>What was written</source>
        <translation>写出的文件</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>再次导出</translation>
    </message>
    <message>
        <source>The same list and the same words, to the last letter; only people who said no in the meantime are taken off.</source>
        <translation>名单和文字一字不差；只去掉在此期间表示拒绝的人。</translation>
    </message>
    <message>
        <source>Choose a folder and export…</source>
        <translation>选择文件夹并导出…</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>What became of them</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Coupon code</source>
        <translation>优惠码</translation>
    </message>
    <message>
        <source>The list as exported</source>
        <translation>导出时的名单</translation>
    </message>
    <message>
        <source>without an offer</source>
        <translation>没有优惠</translation>
    </message>
    <message>
        <source>to measure what the mail brings</source>
        <translation>用来衡量邮件的效果</translation>
    </message>
    <message>
        <source>no comparison was kept</source>
        <translation>没有保留对照</translation>
    </message>
    <message>
        <source>most often: {reason}</source>
        <translation>最常见：{reason}</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>受众</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people were taken off: they said no in the meantime.</source>
        <translation>
            <numerusform>去掉了 %Ln 人：他们在此期间表示了拒绝。</numerusform>
        </translation>
    </message>
    <message>
        <source>No file is on record.</source>
        <translation>没有文件记录。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Folder for the files</source>
        <extracomment>Something started or ended. An export could not be done: the sentence.</extracomment>
        <translation>存放文件的文件夹</translation>
    </message>
    <message>
        <source>Exporting the campaign</source>
        <translation>导出活动</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>已取消，没有写出任何内容。</translation>
    </message>
</context>
<context>
    <name>FeaturePicker</name>
    <message>
        <source>What to ask of customers</source>
        <translation>选择条件</translation>
    </message>
    <message>
        <source>Asks for: {feature}</source>
        <translation>条件：{feature}</translation>
    </message>
</context>
<context>
    <name>FieldMenu</name>
    <message>
        <source>About the customer</source>
        <extracomment>Only known while the message itself is made.</extracomment>
        <translation>关于顾客</translation>
    </message>
    <message>
        <source>About your shop</source>
        <translation>关于店铺</translation>
    </message>
    <message>
        <source>About the offer</source>
        <translation>关于优惠</translation>
    </message>
    <message>
        <source>Recommended products</source>
        <translation>推荐商品</translation>
    </message>
    <message>
        <source>Offer with its code</source>
        <translation>优惠及优惠码</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message numerus="yes">
        <source>new orders</source>
        <translation>
            <numerusform>新订单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new visits</source>
        <translation>
            <numerusform>次新访问</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new reviews</source>
        <translation>
            <numerusform>条新评价</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>people no longer written to</source>
        <translation>
            <numerusform>人不再发信</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new campaign results</source>
        <translation>
            <numerusform>条新活动结果</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>products changed</source>
        <translation>
            <numerusform>件商品有变化</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>customers changed</source>
        <translation>
            <numerusform>位顾客有变化</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>orders changed</source>
        <translation>
            <numerusform>有变动的订单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>visits changed</source>
        <translation>
            <numerusform>次访问有变化</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reviews changed</source>
        <translation>
            <numerusform>条评价有变化</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>people changed</source>
        <translation>
            <numerusform>人有变化</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>campaign results changed</source>
        <translation>
            <numerusform>条活动结果有变化</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>products already there</source>
        <translation>
            <numerusform>件商品已在店中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>customers already there</source>
        <translation>
            <numerusform>位顾客已在店中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>orders already there</source>
        <translation>
            <numerusform>已有的订单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>visits already there</source>
        <translation>
            <numerusform>次访问已在店中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reviews already there</source>
        <translation>
            <numerusform>条评价已在店中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>people already known</source>
        <translation>
            <numerusform>人已知</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>campaign results already there</source>
        <translation>
            <numerusform>条活动结果已在店中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new customers</source>
        <translation>
            <numerusform>新顾客</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new products</source>
        <translation>
            <numerusform>新商品</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rows set aside</source>
        <translation>
            <numerusform>搁置的行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rows rejected</source>
        <translation>
            <numerusform>拒收的行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Open the message</source>
        <translation>打开邮件</translation>
    </message>
    <message>
        <source>Open Settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Open Products</source>
        <translation>打开商品</translation>
    </message>
    <message>
        <source>Open the offer</source>
        <translation>打开优惠</translation>
    </message>
    <message>
        <source>Open the audience</source>
        <translation>打开受众</translation>
    </message>
    <message>
        <source>Go to line {line}</source>
        <translation>转到第 {line} 行</translation>
    </message>
    <message>
        <source>Who?</source>
        <translation>是谁？</translation>
    </message>
    <message>
        <source>Who? {finding}</source>
        <translation>是谁？{finding}</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>另有 %Ln 人</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ForecastCard</name>
    <message>
        <source>What to expect</source>
        <translation>接下来会怎样</translation>
    </message>
    <message>
        <source>Expected to spend</source>
        <translation>预计消费</translation>
    </message>
    <message>
        <source>Chance of no order</source>
        <translation>不再下单的可能</translation>
    </message>
    <message>
        <source>Write to this customer</source>
        <translation>给这位顾客写信</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>查看预测</translation>
    </message>
    <message>
        <source>Nothing has been foretold of this customer yet: what they will spend, how likely they stay away, and why.</source>
        <translation>还没有预测过这位顾客：会消费多少、不再来的可能有多大，以及原因。</translation>
    </message>
    <message numerus="yes">
        <source>In the %Ln days up to {day}</source>
        <translation>
            <numerusform>到 {day} 为止的 %Ln 天内</numerusform>
        </translation>
    </message>
    <message>
        <source>Four in five customers like this spend {low} to {high}</source>
        <translation>这类顾客每五位中有四位消费 {low} 至 {high}</translation>
    </message>
    <message>
        <source>{share} is the mean of all your customers</source>
        <translation>全店顾客平均为 {share}</translation>
    </message>
    <message>
        <source>What speaks for another order</source>
        <translation>为什么可能再下单</translation>
    </message>
    <message>
        <source>What speaks against an order</source>
        <translation>为什么可能不再下单</translation>
    </message>
</context>
<context>
    <name>Forecasts</name>
    <message>
        <source>Foretell again</source>
        <translation>重新预测</translation>
    </message>
    <message>
        <source>Foretelling who orders next</source>
        <translation>正在预测谁会再下单</translation>
    </message>
    <message>
        <source>The forecasts are made</source>
        <translation>预测已完成</translation>
    </message>
    <message>
        <source>Foretelling…</source>
        <translation>正在预测…</translation>
    </message>
</context>
<context>
    <name>ForecastsSection</name>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save every customer’s forecast with its reasons as a table (CSV)</source>
        <translation>把每位顾客的预测和理由保存为表格（CSV）</translation>
    </message>
    <message>
        <source>Who is slipping away</source>
        <translation>谁正在流失</translation>
    </message>
    <message>
        <source>How far you can trust it</source>
        <translation>可信程度</translation>
    </message>
    <message>
        <source>Tests on your own past</source>
        <translation>用本店的过去检验</translation>
    </message>
    <message>
        <source>The forecast was made anew for each of these days, from what was known then, and compared with what happened since.</source>
        <translation>在下面每一天，只用当时已知的数据重新预测，再与之后实际发生的情况对照。</translation>
    </message>
    <message>
        <source>“Right order”: of two customers, one who came back and one who did not, how often the forecast knew which. 50% is tossing a coin. A season that your shop has not lived through yet can be known to nobody.</source>
        <translation>“排序正确”：两位顾客中一位回来、一位没有回来，预测有多少次说对了是哪一位；50% 等于抛硬币。本店还没有经历过的旺季，谁也无法预知。</translation>
    </message>
    <message>
        <source>Forecast of</source>
        <translation>预测日</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>Said to stay away</source>
        <translation>预测不再下单</translation>
    </message>
    <message>
        <source>Share of customers who were expected to order nothing</source>
        <translation>预测不会下单的顾客所占比例</translation>
    </message>
    <message>
        <source>Stayed away</source>
        <translation>实际没有下单</translation>
    </message>
    <message>
        <source>Share of customers who ordered nothing</source>
        <translation>实际没有下单的顾客所占比例</translation>
    </message>
    <message>
        <source>Right order</source>
        <translation>排序正确</translation>
    </message>
    <message>
        <source>last order alone: {share}</source>
        <translation>只看最近下单：{share}</translation>
    </message>
    <message>
        <source>How often it knew which of two customers would come back</source>
        <translation>两位顾客中，说对谁会回来的比例</translation>
    </message>
    <message>
        <source>Sales foretold</source>
        <translation>销售额预测</translation>
    </message>
    <message>
        <source>as they came</source>
        <translation>与实际一致</translation>
    </message>
    <message>
        <source>{share} too high</source>
        <translation>偏高 {share}</translation>
    </message>
    <message>
        <source>{share} too low</source>
        <translation>偏低 {share}</translation>
    </message>
    <message>
        <source>Who orders next, who stays away, and how far to trust it</source>
        <translation>谁会再下单、谁会流失，以及可信程度</translation>
    </message>
    <message numerus="yes">
        <source>As of {day}, for the %Ln days up to {until}</source>
        <translation>
            <numerusform>截至 {day}，预测到 {until} 为止的 %Ln 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation>{grade} 级</translation>
    </message>
    <message numerus="yes">
        <source>in the next %Ln days</source>
        <translation>
            <numerusform>未来 %Ln 天内</numerusform>
        </translation>
    </message>
    <message>
        <source>Expected sales to today’s customers</source>
        <translation>现有顾客的预计销售额</translation>
    </message>
    <message>
        <source>Customers expected to order</source>
        <translation>预计会下单的顾客</translation>
    </message>
    <message numerus="yes">
        <source>of %Ln customers</source>
        <translation>
            <numerusform>共 %Ln 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>Sales at risk</source>
        <translation>面临流失的销售额</translation>
    </message>
    <message numerus="yes">
        <source>with %Ln customers who are slipping away</source>
        <translation>
            <numerusform>来自 %Ln 位正在流失的顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has been foretold yet</source>
        <translation>还没有做过预测</translation>
    </message>
    <message>
        <source>From how your customers have bought so far: who orders next and for how much, who is slipping away and why. Tested on your own past, graded A to D.</source>
        <translation>根据顾客至今的购买情况，预测谁会再下单、大约多少金额，谁正在流失以及原因；用本店的过去检验，评为 A 到 D 级。</translation>
    </message>
    <message>
        <source>Foretell</source>
        <translation>开始预测</translation>
    </message>
    <message>
        <source>Export the forecasts</source>
        <translation>导出预测</translation>
    </message>
    <message>
        <source>Forecasts</source>
        <translation>预测</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers written to {file}</source>
        <translation>
            <numerusform>已将 %Ln 位顾客写入 {file}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FormatChoices</name>
    <message>
        <source>Needs e-mail addresses; this list names people by customer number.</source>
        <translation>需要邮箱地址，而这份名单按顾客编号列出。</translation>
    </message>
    <message>
        <source>Needs your shop&apos;s e-mail address: enter it in Settings.</source>
        <translation>需要店铺的邮箱地址：请在“设置”中填写。</translation>
    </message>
    <message>
        <source>Only for offers with a code for each person.</source>
        <translation>仅适用于每人一个优惠码的优惠。</translation>
    </message>
</context>
<context>
    <name>GoalStep</name>
    <message>
        <source>Bring back good customers who have not ordered for long.</source>
        <extracomment>A goal was chosen while there is no campaign yet.</extracomment>
        <translation>挽回很久没有下单的好顾客。</translation>
    </message>
    <message>
        <source>Turn people who bought once into customers who come back.</source>
        <translation>让只买过一次的人成为回头客。</translation>
    </message>
    <message>
        <source>Thank those who keep the shop going, without a discount.</source>
        <translation>感谢支撑店铺的顾客，不靠打折。</translation>
    </message>
    <message>
        <source>Show each customer products that fit what they bought.</source>
        <translation>向每位顾客推荐与其所购相配的商品。</translation>
    </message>
    <message>
        <source>Start from an empty audience and write what you like.</source>
        <translation>从空白受众开始，想写什么就写什么。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>For you and your file names; customers never see it.</source>
        <translation>供您自己和文件名使用，顾客看不到。</translation>
    </message>
    <message>
        <source>Language of the mail</source>
        <translation>邮件语言</translation>
    </message>
    <message>
        <source>What should this campaign do?</source>
        <translation>这个活动要做什么？</translation>
    </message>
    <message>
        <source>Your message stays as you wrote it; the greeting, reasons and dates change.</source>
        <translation>您写的文字保持不变；称呼、理由和日期会随之改变。</translation>
    </message>
    <message>
        <source>An unchanged template changes with it.</source>
        <translation>未改动的模板会随之切换语言。</translation>
    </message>
    <message>
        <source>Goal changed</source>
        <translation>目标已更改</translation>
    </message>
    <message>
        <source>Give it a name; until then the last one is kept.</source>
        <translation>请起个名称；在此之前保留原来的名称。</translation>
    </message>
</context>
<context>
    <name>GroupDetail</name>
    <message>
        <source>Who spent most</source>
        <translation>消费最多的顾客</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>建议做法</translation>
    </message>
    <message>
        <source>A typical one</source>
        <translation>典型顾客</translation>
    </message>
    <message>
        <source>About this segment</source>
        <extracomment>A customer was chosen: the id.</extracomment>
        <translation>关于这个客群</translation>
    </message>
    <message>
        <source>The middle of the segment: half of them have more, half have less</source>
        <translation>这个客群的中间值：一半顾客更高，一半更低</translation>
    </message>
    <message>
        <source>Who they are</source>
        <translation>他们是谁</translation>
    </message>
    <message>
        <source>Write to them</source>
        <translation>给他们写信</translation>
    </message>
    <message>
        <source>See the customers</source>
        <translation>查看顾客</translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation>导出名单…</translation>
    </message>
    <message>
        <source>Save as a fixed list…</source>
        <translation>另存为固定名单…</translation>
    </message>
    <message>
        <source>Find customers who are like them</source>
        <translation>查找与他们相似的顾客</translation>
    </message>
    <message>
        <source>Campaigns go to the segments of the newest grouping</source>
        <translation>活动只面向最新一次分群的客群</translation>
    </message>
</context>
<context>
    <name>GroupEditor</name>
    <message>
        <source>How the conditions count together</source>
        <extracomment>Groups within groups beyond this nobody reads any more; the engine allows a few more. What a new condition asks first: every shop can answer it.</extracomment>
        <translation>条件之间的关系</translation>
    </message>
    <message>
        <source>Customers for whom</source>
        <translation>顾客满足：</translation>
    </message>
    <message>
        <source>Remove this group</source>
        <translation>删除此分组</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Add a group of conditions</source>
        <translation>添加一组条件</translation>
    </message>
    <message>
        <source>Conditions that count together, such as: either this or that</source>
        <translation>合在一起计算的条件，例如：满足其一即可</translation>
    </message>
</context>
<context>
    <name>GroupsCard</name>
    <message>
        <source>Where they are happy, and where not</source>
        <translation>哪里满意，哪里不满意</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>品类</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分群</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>星级</translation>
    </message>
    <message>
        <source>Happy</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>Of the reviews that are clear; below it, where the true share most likely is</source>
        <translation>在态度明确的评价中所占比例；下面是真实比例大约所在的范围</translation>
    </message>
    <message>
        <source>Liked for</source>
        <translation>受称赞的</translation>
    </message>
    <message>
        <source>Disliked for</source>
        <translation>受抱怨的</translation>
    </message>
    <message>
        <source>No group has reviews of at least three customers yet.</source>
        <translation>还没有哪一组有至少三位顾客的评价。</translation>
    </message>
</context>
<context>
    <name>GroupsPage</name>
    <message>
        <source>Way of grouping</source>
        <translation>分群方式</translation>
    </message>
    <message>
        <source>Earlier groupings</source>
        <translation>以往的分群</translation>
    </message>
    <message>
        <source>Group as of the last order</source>
        <translation>按最后一单的日期分群</translation>
    </message>
    <message>
        <source>Show the earlier grouping</source>
        <translation>显示以往的分群</translation>
    </message>
    <message>
        <source>As of {day} · {customers} · {groups}</source>
        <translation>截至 {day} · {customers} · {groups}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segments</source>
        <translation>
            <numerusform>%Ln 个客群</numerusform>
        </translation>
    </message>
    <message>
        <source>This is an earlier grouping, as of {day}. Campaigns go to the segments of the newest.</source>
        <translation>这是截至 {day} 的一次以往分群。活动只面向最新一次分群的客群。</translation>
    </message>
    <message>
        <source>Show the newest</source>
        <translation>显示最新的</translation>
    </message>
    <message>
        <source>Group again</source>
        <extracomment>So many names make a group tangible.</extracomment>
        <translation>重新分群</translation>
    </message>
    <message>
        <source>Part of the page</source>
        <translation>页面部分</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>客群</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自建</translation>
    </message>
    <message>
        <source>Who moved</source>
        <translation>谁换了群</translation>
    </message>
    <message>
        <source>Compare ways</source>
        <translation>比较方法</translation>
    </message>
    <message>
        <source>Forecasts</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Orders up to {day} have come in since this grouping.</source>
        <translation>这次分群之后又有新订单，最近到 {day}。</translation>
    </message>
    <message>
        <source>Measure anew</source>
        <translation>重新测定</translation>
    </message>
    <message>
        <source>Your shop has grown much since the limits between the groups were measured.</source>
        <translation>自上次测定各群界限以来，您的店铺已增长许多。</translation>
    </message>
    <message>
        <source>As of {day} · {customers} · made {when}</source>
        <translation>截至 {day} · {customers} · 生成于 {when}</translation>
    </message>
    <message>
        <source>Limits and names changed</source>
        <translation>界限与名称已更改</translation>
    </message>
    <message>
        <source>Grouping customers</source>
        <translation>正在给顾客分群</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers grouped</source>
        <translation>
            <numerusform>已为 %Ln 位顾客分群</numerusform>
        </translation>
    </message>
    <message>
        <source>Those who are in this group now are kept as a list that stays as it is.</source>
        <translation>把现在属于该群的顾客保存为名单，以后不会自动变化。</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>导出名单</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers written to {file}</source>
        <translation>
            <numerusform>已将 %Ln 位顾客写入 {file}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HabitsCard</name>
    <message>
        <source>Habits</source>
        <translation>购买习惯</translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>Imported so far</source>
        <extracomment>So many are listed until the owner asks for all. The id of an import whose report the owner wants to read. The import (its record) that the owner wants to take back.</extracomment>
        <translation>导入记录</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message numerus="yes">
        <source>Show all %Ln imports</source>
        <translation>
            <numerusform>显示全部 %Ln 次导入</numerusform>
        </translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Report of the import of {file}</source>
        <translation>{file} 的导入报告</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>What it brought</source>
        <translation>带来了什么</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>没有新内容</translation>
    </message>
    <message>
        <source>Undo the import of {file}</source>
        <translation>撤销 {file} 的导入</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>What to do next</source>
        <extracomment>Changes smaller than this share are called none.</extracomment>
        <translation>接下来做什么</translation>
    </message>
    <message>
        <source>Sales by month</source>
        <translation>每月销售额</translation>
    </message>
    <message>
        <source>Your shop has no sales yet</source>
        <translation>您的店铺还没有销售记录</translation>
    </message>
    <message>
        <source>Bring in a file with your orders, and this page tells you who your customers are, who is slipping away, and what to do next.</source>
        <translation>导入一份订单文件，本页就会告诉您：顾客是谁、谁正在流失、接下来该做什么。</translation>
    </message>
    <message>
        <source>Import sales</source>
        <translation>导入销售数据</translation>
    </message>
    <message>
        <source>Sales this month</source>
        <translation>本月销售额</translation>
    </message>
    <message>
        <source>as much as by this day last month</source>
        <translation>与上月同期持平</translation>
    </message>
    <message>
        <source>{share} more than by this day last month</source>
        <translation>比上月同期多 {share}</translation>
    </message>
    <message>
        <source>{share} less than by this day last month</source>
        <translation>比上月同期少 {share}</translation>
    </message>
    <message>
        <source>Customers who bought</source>
        <translation>购买过的顾客</translation>
    </message>
    <message numerus="yes">
        <source>%n new last month</source>
        <translation>
            <numerusform>上月新增 %n 位</numerusform>
        </translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>回头客比例</translation>
    </message>
    <message>
        <source>{amount} an order on average</source>
        <translation>平均每单 {amount}</translation>
    </message>
    <message>
        <source>Share of your buyers who have ordered at least twice.</source>
        <translation>下过至少两单的顾客所占比例。</translation>
    </message>
    <message>
        <source>Sales at risk</source>
        <translation>面临流失的销售额</translation>
    </message>
    <message numerus="yes">
        <source>in the next %Ln days, with customers slipping away</source>
        <translation>
            <numerusform>未来 %Ln 天内，来自正在流失的顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>As of {day}; {amount} is what they usually spend in that time</source>
        <translation>截至 {day}；他们在这段时间里通常消费 {amount}</translation>
    </message>
    <message>
        <source>known once your customers are grouped</source>
        <translation>给顾客分群后即可得知</translation>
    </message>
    <message>
        <source>Grouping customers</source>
        <translation>正在给顾客分群</translation>
    </message>
    <message numerus="yes">
        <source>brought in by %n good customers who went quiet</source>
        <translation>
            <numerusform>来自 %n 位沉寂的优质顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>{share} of all sales; as of {day}</source>
        <translation>占总销售额的 {share}；截至 {day}</translation>
    </message>
    <message numerus="yes">
        <source>Sales of the last %n months</source>
        <translation>
            <numerusform>最近 %n 个月的销售额</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders</source>
        <translation>
            <numerusform>%n 笔订单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customers</source>
        <translation>
            <numerusform>%n 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>not over yet</source>
        <translation>本月尚未结束</translation>
    </message>
    <message>
        <source>{month}: as much as in {before}</source>
        <translation>{month}：与 {before} 持平</translation>
    </message>
    <message>
        <source>{month}: {share} more than in {before}</source>
        <translation>{month}：比 {before} 多 {share}</translation>
    </message>
    <message>
        <source>{month}: {share} less than in {before}</source>
        <translation>{month}：比 {before} 少 {share}</translation>
    </message>
    <message>
        <source>nobody may be e-mailed yet</source>
        <translation>暂无人可发邮件</translation>
    </message>
    <message numerus="yes">
        <source>%n may be e-mailed</source>
        <translation>
            <numerusform>%n 位可发邮件</numerusform>
        </translation>
    </message>
    <message>
        <source>Learning what to recommend</source>
        <translation>正在学习该推荐什么</translation>
    </message>
</context>
<context>
    <name>IdentityCard</name>
    <message>
        <source>Who they are</source>
        <extracomment>Further columns of the shop&apos;s own files that are shown.</extracomment>
        <translation>顾客资料</translation>
    </message>
    <message>
        <source>Merged from {name} on {day}</source>
        <translation>{day} 由 {name} 合并而来</translation>
    </message>
    <message>
        <source>Because: {reason}</source>
        <translation>原因：{reason}</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Split {name} off again</source>
        <translation>重新拆分出 {name}</translation>
    </message>
    <message>
        <source>{name} is a customer of their own again</source>
        <translation>{name} 又是单独的顾客了</translation>
    </message>
    <message>
        <source>Their personal data was erased.</source>
        <translation>其个人资料已删除。</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>Known by the number {code} only</source>
        <translation>只有编号 {code}，没有联系方式</translation>
    </message>
    <message>
        <source>Speaks {language}</source>
        <translation>使用{language}</translation>
    </message>
    <message>
        <source>Birthday on {day}</source>
        <translation>生日 {day}</translation>
    </message>
    <message>
        <source>See this segment</source>
        <translation>查看此客群</translation>
    </message>
    <message>
        <source>See the segment {name}</source>
        <translation>查看客群“{name}”</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不导入</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import more files</source>
        <translation>导入更多文件</translation>
    </message>
    <message>
        <source>{file} is in your shop.</source>
        <translation>{file} 已导入店铺。</translation>
    </message>
    <message>
        <source>Cancelled. Your shop is as it was.</source>
        <translation>已取消，店铺保持原样。</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <extracomment>Kinds of files whose preview depends on the shop&apos;s currency. The path of the shop file. The currency that was taken over from dropped files. The list is wanted although there is a report: something is left to see to.</extracomment>
        <translation>返回 (Esc)</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>There is no file in this folder.</source>
        <translation>这个文件夹里没有文件。</translation>
    </message>
    <message>
        <source>Stopped. What was imported before stays; the rest of your shop is as it was.</source>
        <translation>已停止。之前导入的内容保留，店铺的其余部分保持原样。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tables are in your shop.</source>
        <translation>
            <numerusform>%Ln 个表格已导入店铺。</numerusform>
        </translation>
    </message>
    <message>
        <source>Taking back {file}</source>
        <translation>正在撤回 {file}</translation>
    </message>
    <message>
        <source>The import of {file} was taken back.</source>
        <translation>已撤回 {file} 的导入。</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Saved as {file}. Correct the rows there and drop it here.</source>
        <translation>已保存为 {file}。在其中更正后拖到这里即可。</translation>
    </message>
    <message numerus="yes">
        <source>Import all %Ln</source>
        <translation>
            <numerusform>全部导入（%Ln 个）</numerusform>
        </translation>
    </message>
    <message>
        <source>There is still something to answer.</source>
        <translation>还有问题需要回答。</translation>
    </message>
    <message>
        <source>Imported on {when}</source>
        <translation>导入于 {when}</translation>
    </message>
</context>
<context>
    <name>Importer</name>
    <message>
        <source>Reading {file}</source>
        <extracomment>What an import of any kind may change. Some table came further. An import failed: the exception. Nothing is left to import; True where the owner stopped it.</extracomment>
        <translation>正在读取 {file}</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>正在导入 {file}</translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Cancel</source>
        <extracomment>A job shorter than this never shows, and what shows stays for a moment: nothing flickers.</extracomment>
        <translation>取消</translation>
    </message>
    <message>
        <source>It was not closed properly last time: the whole file is checked first.</source>
        <extracomment>A shop file that is being opened, and what is told of that.</extracomment>
        <translation>上次没有正常关闭，先完整检查一遍文件。</translation>
    </message>
    <message>
        <source>Opening {file}</source>
        <translation>正在打开 {file}</translation>
    </message>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>还有 %n 项在等待</numerusform>
        </translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>大约还需 {time}</translation>
    </message>
    <message>
        <source>Almost done</source>
        <translation>即将完成</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Save as a fixed list</source>
        <translation>另存为固定名单</translation>
    </message>
    <message>
        <source>List saved: you find it under Segments, “Your own”</source>
        <translation>名单已保存：在“分群”页的“自建”中</translation>
    </message>
</context>
<context>
    <name>KeyFigures</name>
    <message>
        <source>Spent</source>
        <translation>累计消费</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单数</translation>
    </message>
    <message>
        <source>Last order</source>
        <translation>最近下单</translation>
    </message>
    <message>
        <source>Next order</source>
        <translation>下次下单</translation>
    </message>
    <message>
        <source>{amount} given back ({share})</source>
        <translation>退款 {amount}（{share}）</translation>
    </message>
    <message>
        <source>All were given back</source>
        <translation>已全部退款</translation>
    </message>
    <message>
        <source>{amount} on average</source>
        <translation>平均每单 {amount}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>as of {day}</source>
        <translation>截至{day}</translation>
    </message>
    <message>
        <source>{exact}, as of {day}</source>
        <translation>{exact}，截至{day}</translation>
    </message>
    <message>
        <source>Can be told once orders fall on three days</source>
        <translation>在三个不同日子下过单后即可推算</translation>
    </message>
    <message>
        <source>The time between orders differs too much to tell</source>
        <translation>下单间隔差别太大，无法判断</translation>
    </message>
    <message>
        <source>Likely between {start} and {end}</source>
        <translation>大约在{start}至{end}之间</translation>
    </message>
    <message>
        <source>Was likely between {start} and {end}</source>
        <translation>本应在{start}至{end}之间</translation>
    </message>
    <message>
        <source>About now</source>
        <translation>就在近期</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days late</source>
        <translation>
            <numerusform>已晚 %Ln 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln months late</source>
        <translation>
            <numerusform>已晚 %Ln 个月</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln years late</source>
        <translation>
            <numerusform>已晚 %Ln 年</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln days</source>
        <translation>
            <numerusform>%Ln 天后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln weeks</source>
        <translation>
            <numerusform>%Ln 周后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln months</source>
        <translation>
            <numerusform>%Ln 个月后</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KindChoice</name>
    <message>
        <source>What the file holds</source>
        <extracomment>Another kind: its name. Another source of the same kind: its id.</extracomment>
        <translation>文件里是什么</translation>
    </message>
    <message>
        <source>Where the file is from</source>
        <translation>文件从哪里来</translation>
    </message>
    <message>
        <source>This file holds</source>
        <translation>这个文件里是</translation>
    </message>
    <message>
        <source>from</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>You said so</source>
        <translation>由您确定</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>{kind} · spreadsheet</source>
        <translation>{kind} · 表格文件</translation>
    </message>
    <message>
        <source>{kind} from {source}</source>
        <translation>{kind} · {source}</translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation>新增 {count}</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>更新 {count}</translation>
    </message>
</context>
<context>
    <name>LearningCard</name>
    <message>
        <source>How it learned</source>
        <translation>学习过程</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>神经网络</translation>
    </message>
    <message>
        <source>Loss after every pass</source>
        <translation>每一轮之后的损失</translation>
    </message>
    <message>
        <source>Passes over the customers</source>
        <translation>轮次（每轮看一遍全部顾客）</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>看过的</translation>
    </message>
    <message>
        <source>kept from it</source>
        <translation>没看过的</translation>
    </message>
    <message>
        <source>Pass {n}: {shown} on customers shown, {kept} on those kept from it</source>
        <translation>第 {n} 轮：看过的顾客 {shown}，没看过的 {kept}</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Loss on customers shown</source>
        <translation>看过的顾客的损失</translation>
    </message>
    <message>
        <source>Loss on those kept from it</source>
        <translation>没看过的顾客的损失</translation>
    </message>
    <message>
        <source>The loss on customers kept from it was lowest after pass {best} of {n}.</source>
        <translation>共 {n} 轮，第 {best} 轮之后，没看过的顾客的损失最低。</translation>
    </message>
    <message>
        <source>used</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>The network holds {n} numbers and takes {size} in your shop file.</source>
        <translation>这个网络有 {n} 个参数，在店铺文件中占 {size}。</translation>
    </message>
    <message>
        <source>Learning stops when it no longer gets better on customers that it was not shown.</source>
        <translation>在没看过的顾客身上不再进步时，学习就停止。</translation>
    </message>
</context>
<context>
    <name>LeftCard</name>
    <message>
        <source>Looked at and left</source>
        <extracomment>Preferences shown.</extracomment>
        <translation>看过但没买</translation>
    </message>
</context>
<context>
    <name>LimitsCard</name>
    <message>
        <source>Table of groups</source>
        <extracomment>Pause after the last change before the counts are asked for, in ms. Counts are wanted for (table, limits or None, measured anew). Use this: (table, limits, names by segment).</extracomment>
        <translation>分群表</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Measure anew</source>
        <translation>重新测定</translation>
    </message>
    <message>
        <source>Limits from today&apos;s customers, so that each score has about as many of them</source>
        <translation>按当前顾客测定界限，使每档人数大致相同</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>Names of the groups</source>
        <translation>客群名称</translation>
    </message>
    <message>
        <source>Last order, days ago</source>
        <translation>距最近一次下单的天数</translation>
    </message>
    <message>
        <source>Number of orders</source>
        <translation>订单数</translation>
    </message>
    <message>
        <source>Spent in all ({currency})</source>
        <translation>累计消费（{currency}）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln points</source>
        <translation>
            <numerusform>%Ln 分</numerusform>
        </translation>
    </message>
    <message>
        <source>{what}: up to, for {points} points</source>
        <translation>{what}：{points} 分的上限</translation>
    </message>
    <message>
        <source>more</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Group (your own name, if you like)</source>
        <translation>客群（可自行命名）</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Own name for {group}</source>
        <translation>为“{group}”自行命名</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>{customers} of customers, {sales} of sales: {amount}</source>
        <translation>占顾客 {customers}，占销售额 {sales}：{amount}</translation>
    </message>
    <message>
        <source>Not in use yet: measured from the customers of today, {day}.</source>
        <translation>尚未采用：按 {day} 的顾客测定。</translation>
    </message>
    <message>
        <source>Changed: the counts show what would be. Nothing is kept until you use it.</source>
        <translation>已改动：人数为改动后的结果。采用之前不会保存。</translation>
    </message>
    <message>
        <source>Your own limits, set on {day}. They stay until you change them.</source>
        <translation>您在 {day} 自定的界限，会一直沿用到您更改为止。</translation>
    </message>
    <message>
        <source>Measured on {day} from {buyers}. They stay, so that customers change group only by what they do.</source>
        <translation>于 {day} 按{buyers}测定，并一直沿用，因此顾客只会因自己的行为换群。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln buyers</source>
        <translation>
            <numerusform> %Ln 位买家</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListPopup</name>
    <message>
        <source>Search</source>
        <extracomment>(key, what it is called). Lists shorter than this need no search. What the style puts around an item of a list, above and below together.</extracomment>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>LookAlikesView</name>
    <message>
        <source>How many</source>
        <extracomment>A customer was opened: the id. The examples are others now: the heading follows.</extracomment>
        <translation>数量</translation>
    </message>
    <message numerus="yes">
        <source>The %Ln most alike</source>
        <translation>
            <numerusform>最相似的 %Ln 位</numerusform>
        </translation>
    </message>
    <message>
        <source>Write to them</source>
        <translation>给他们写信</translation>
    </message>
    <message>
        <source>Save as a fixed list…</source>
        <translation>另存为固定名单…</translation>
    </message>
    <message>
        <source>Customers who are alike</source>
        <translation>相似的顾客</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>客群</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单数</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>消费</translation>
    </message>
    <message>
        <source>Last order</source>
        <translation>最近下单</translation>
    </message>
    <message>
        <source>Compared by: {way}. As of {day}.</source>
        <translation>比较方式：{way}。截至 {day}。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of those asked for had not ordered by then.</source>
        <translation>
            <numerusform>所选顾客中有 %Ln 位当时还没有下过单。</numerusform>
        </translation>
    </message>
    <message>
        <source>Orders came or changed since then: “Who resembles whom” learns again.</source>
        <translation>此后订单有新增或变动，可在“谁与谁相似”中重新学习。</translation>
    </message>
    <message>
        <source>The most alike first.</source>
        <translation>最相似的排在最前。</translation>
    </message>
    <message>
        <source>The customers who are listed now are kept as a list that stays as it is.</source>
        <translation>现在列出的顾客会保存为一份固定不变的名单。</translation>
    </message>
    <message>
        <source>Like {name}</source>
        <translation>与{name}相似</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>开始分析</translation>
    </message>
    <message>
        <source>First, all customers are compared: what they buy, how often and when.</source>
        <translation>首先要比较所有顾客：买什么、多久买一次、什么时候买。</translation>
    </message>
    <message>
        <source>Who resembles whom?</source>
        <translation>谁与谁相似？</translation>
    </message>
    <message>
        <source>Customers like {name}</source>
        <translation>与{name}相似的顾客</translation>
    </message>
    <message numerus="yes">
        <source>%Ln examples</source>
        <translation>
            <numerusform>%Ln 位参照顾客</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Undone: {what}</source>
        <extracomment>Below this width the rail shows icons only. On the welcome screen: the path of a shop, and the sales files to bring in.</extracomment>
        <translation>已撤销：{what}</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>客群</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>活动</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new files in {folder}</source>
        <translation>
            <numerusform>“{folder}”中有 %Ln 个新文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>MapCard</name>
    <message>
        <source>Where they stand</source>
        <translation>他们的位置</translation>
    </message>
    <message>
        <source>Customers by last order and by how much they buy</source>
        <translation>按最近下单时间和购买多少排列的顾客</translation>
    </message>
    <message>
        <source>Days since the last order</source>
        <translation>距上一单的天数</translation>
    </message>
    <message>
        <source>How often and how much they buy</source>
        <translation>购买频率与金额</translation>
    </message>
    <message>
        <source>{customers} customers are in the fullest square: last order {days} ago, and they buy {much}.</source>
        <translation>人数最多的格子里有 {customers} 位顾客：上一单在 {days} 前，购买量{much}。</translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation>共 {count}</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>没有人</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageStep</name>
    <message>
        <source>Subject</source>
        <extracomment>Where a bundled message&apos;s own words begin, after its style.</extracomment>
        <translation>主题</translation>
    </message>
    <message>
        <source>Preview line</source>
        <translation>预览文字</translation>
    </message>
    <message>
        <source>Source of the message</source>
        <translation>邮件源码</translation>
    </message>
    <message>
        <source>Text part</source>
        <translation>纯文本部分</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Insert field</source>
        <translation>插入字段</translation>
    </message>
    <message>
        <source>This is the template as it comes. Change anything you like.</source>
        <translation>这是原始模板，可以随意修改。</translation>
    </message>
    <message>
        <source>You have changed it. Choosing a template starts over; Undo brings yours back.</source>
        <translation>您已修改过。重新选择模板会从头开始；“撤销”可找回您的内容。</translation>
    </message>
    <message>
        <source>Template chosen</source>
        <translation>已选择模板</translation>
    </message>
</context>
<context>
    <name>MovementSection</name>
    <message>
        <source>From</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>结束日</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Limits between the groups</source>
        <translation>各群界限</translation>
    </message>
    <message>
        <source>Limits stay</source>
        <translation>界限不变</translation>
    </message>
    <message>
        <source>Limits of each day</source>
        <translation>各日各自的界限</translation>
    </message>
    <message>
        <source>Limits that stay: a customer moves only by what they do. Limits of each day: measured anew on either day, as many programs do it; then some move only because the others did.</source>
        <translation>界限不变：顾客只会因自己的行为换群。各日各自的界限：像许多软件那样每天重新测定，于是有人仅因其他人的变化而换群。</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流向</translation>
    </message>
    <message>
        <source>Month by month</source>
        <translation>逐月</translation>
    </message>
    <message>
        <source>Customers by group on two days</source>
        <translation>两日各群顾客</translation>
    </message>
    <message>
        <source>Size of each group month by month</source>
        <translation>各群逐月人数</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>In a year</source>
        <translation>一年变化</translation>
    </message>
    <message>
        <source>Who changed group between two days, and why</source>
        <translation>两日之间谁换了客群，以及原因</translation>
    </message>
    <message>
        <source>The first day must be before the second</source>
        <translation>起始日必须早于结束日</translation>
    </message>
    <message>
        <source>Choose two days: the picture shows what happened between them.</source>
        <translation>请选择两个日期，图中会显示其间的变化。</translation>
    </message>
    <message>
        <source>Looking back</source>
        <translation>正在回看</translation>
    </message>
    <message>
        <source>The groups of both days and of every month are being computed; this is kept.</source>
        <translation>正在计算这两天以及每个月的客群，结果会保存下来。</translation>
    </message>
    <message>
        <source>Seeing who moved</source>
        <translation>正在查看谁换了群</translation>
    </message>
    <message>
        <source>Not computed</source>
        <translation>未计算</translation>
    </message>
    <message>
        <source>Choose a day to see who moved between the two.</source>
        <translation>选择日期即可查看其间谁换了群。</translation>
    </message>
    <message>
        <source>That cannot be compared</source>
        <translation>无法比较</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} stayed {name}</source>
        <translation>{count}仍在“{name}”</translation>
    </message>
    <message>
        <source>{name}: {before} then, {now} now.</source>
        <translation>{name}：当时 {before}，现在 {now}。</translation>
    </message>
</context>
<context>
    <name>MoversCard</name>
    <message>
        <source>Who moved</source>
        <extracomment>A customer was chosen: the id. What narrowed the list to a band or group was taken away.</extracomment>
        <translation>谁换了群</translation>
    </message>
    <message>
        <source>Search by name or number</source>
        <translation>按姓名或编号搜索</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>From and to</source>
        <translation>从哪群到哪群</translation>
    </message>
    <message>
        <source>Spent in all</source>
        <translation>累计消费</translation>
    </message>
    <message>
        <source>Below: what they brought in between the two days</source>
        <translation>下方为两日之间带来的金额</translation>
    </message>
    <message>
        <source>Customers who changed group</source>
        <translation>换了客群的顾客</translation>
    </message>
    <message>
        <source>All reasons</source>
        <translation>全部原因</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>Those in {name} on both days did not move</source>
        <translation>两日都在“{name}”的顾客没有换群</translation>
    </message>
    <message>
        <source>Out of {name}</source>
        <translation>离开“{name}”</translation>
    </message>
    <message>
        <source>Into {name}</source>
        <translation>进入“{name}”</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>NextSteps</name>
    <message>
        <source>Group my customers</source>
        <extracomment>Kind of file → pages worth a look, the best first; kinds in the order of what matters most. Go to a page: its id.</extracomment>
        <translation>给顾客分组</translation>
    </message>
    <message>
        <source>Look at the customers</source>
        <translation>查看顾客</translation>
    </message>
    <message>
        <source>Look at the products</source>
        <translation>查看商品</translation>
    </message>
    <message>
        <source>Look at the campaigns</source>
        <translation>查看活动</translation>
    </message>
</context>
<context>
    <name>NotesCard</name>
    <message>
        <source>{rows} set aside: {reason}</source>
        <translation>搁置 {rows}：{reason}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Look at them</source>
        <extracomment>The paths that the owner wants to look at.</extracomment>
        <translation>查看</translation>
    </message>
    <message>
        <source>Not these</source>
        <translation>不要这些</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new files in {folder}</source>
        <translation>
            <numerusform>“{folder}”中有 %Ln 个新文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferStep</name>
    <message>
        <source>No offer</source>
        <extracomment>The body of a code, as an example of its shape.</extracomment>
        <translation>没有优惠</translation>
    </message>
    <message>
        <source>Percent off</source>
        <translation>打折</translation>
    </message>
    <message>
        <source>Amount off</source>
        <translation>减免金额</translation>
    </message>
    <message>
        <source>Free shipping</source>
        <translation>免运费</translation>
    </message>
    <message>
        <source>A gift</source>
        <translation>赠品</translation>
    </message>
    <message>
        <source>A message without an offer costs nothing, and good customers often need none.</source>
        <translation>没有优惠的邮件不花钱，好顾客往往也不需要优惠。</translation>
    </message>
    <message>
        <source>What do you offer?</source>
        <translation>您提供什么？</translation>
    </message>
    <message>
        <source>a bag of our new tea</source>
        <translation>一包本店新茶</translation>
    </message>
    <message>
        <source>Percent off the next order</source>
        <translation>下一单减免的百分比</translation>
    </message>
    <message>
        <source>Amount off the next order</source>
        <translation>下一单减免的金额</translation>
    </message>
    <message>
        <source>What the gift is</source>
        <translation>赠品是什么</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>多少</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>多久</translation>
    </message>
    <message>
        <source>A last day moves people to act, and limits what it costs.</source>
        <translation>截止日能促人行动，也能控制成本。</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>不早于</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>Coupon codes</source>
        <translation>优惠码</translation>
    </message>
    <message>
        <source>One each</source>
        <translation>每人一个</translation>
    </message>
    <message>
        <source>One for all</source>
        <translation>所有人共用</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>不用优惠码</translation>
    </message>
    <message>
        <source>Codes begin with</source>
        <translation>优惠码开头</translation>
    </message>
    <message>
        <source>The code</source>
        <translation>优惠码</translation>
    </message>
    <message>
        <source>As your checkout knows it.</source>
        <translation>与收银系统里的一致。</translation>
    </message>
    <message>
        <source>What customers read</source>
        <translation>顾客看到的内容</translation>
    </message>
    <message>
        <source>Nobody can pass a code on, and each order tells which mail brought it. The export can write the list of codes for your checkout.</source>
        <translation>优惠码无法转给别人，每个订单都能看出来自哪封邮件。导出时可为收银系统写出优惠码列表。</translation>
    </message>
    <message>
        <source>Simple, but it can end up on a coupon site.</source>
        <translation>简单，但可能流传到优惠码网站。</translation>
    </message>
    <message>
        <source>You give it at the counter or to everybody who orders.</source>
        <translation>在柜台给出，或给所有下单的人。</translation>
    </message>
    <message>
        <source>Code, for example: {code}</source>
        <translation>优惠码，例如：{code}</translation>
    </message>
    <message>
        <source>Valid until {day}</source>
        <translation>有效期至 {day}</translation>
    </message>
</context>
<context>
    <name>OffersCard</name>
    <message>
        <source>What to offer</source>
        <extracomment>So many offers are shown at first.</extracomment>
        <translation>推荐什么</translation>
    </message>
    <message>
        <source>Learn what to recommend</source>
        <translation>学习该推荐什么</translation>
    </message>
    <message>
        <source>Nothing has been learned yet from your orders about who might like what.</source>
        <translation>还没有从订单中学习谁可能喜欢什么。</translation>
    </message>
    <message>
        <source>Write to customers like this</source>
        <translation>给这类顾客写信</translation>
    </message>
    <message>
        <source>Starts a campaign for the segment “{name}”</source>
        <translation>为客群“{name}”新建活动</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>再显示 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Learning what to recommend</source>
        <translation>正在学习该推荐什么</translation>
    </message>
</context>
<context>
    <name>OwnAspectsCard</name>
    <message>
        <source>Your own topics</source>
        <translation>您自己的话题</translation>
    </message>
    <message>
        <source>What matters in your shop alone: a name, and words that customers use for it.</source>
        <translation>只在您店里重要的事：一个名字，以及顾客用来说它的词。</translation>
    </message>
    <message>
        <source>Refill</source>
        <translation>补充装</translation>
    </message>
    <message>
        <source>refill, top up, pouch</source>
        <translation>补充装、替换装、袋装</translation>
    </message>
    <message>
        <source>Add topic</source>
        <translation>添加话题</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>话题</translation>
    </message>
    <message>
        <source>Words for it</source>
        <translation>相关的词</translation>
    </message>
    <message>
        <source>Remove the topic</source>
        <translation>删除话题</translation>
    </message>
    <message>
        <source>Remove the topic {name}</source>
        <translation>删除话题 {name}</translation>
    </message>
    <message>
        <source>Topic added; it counts when the reviews are read again</source>
        <translation>话题已添加；重新阅读评价后生效</translation>
    </message>
    <message>
        <source>Topic removed</source>
        <translation>话题已删除</translation>
    </message>
</context>
<context>
    <name>OwnSection</name>
    <message>
        <source>Segment</source>
        <extracomment>Features whose first count takes longest in a large shop: half a second at 50,000 customers. The place of a segment that is not saved yet among the drafts.</extracomment>
        <translation>分群</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Your own segments</source>
        <translation>自建分群</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新建规则</translation>
    </message>
    <message>
        <source>Rules and lists</source>
        <translation>规则与名单</translation>
    </message>
    <message>
        <source>Rules of your own over everything that is known of your customers, and fixed lists</source>
        <translation>根据已知的一切顾客信息自定规则，以及固定名单</translation>
    </message>
    <message>
        <source>Put together whom you have in mind</source>
        <translation>找出您想要的那些顾客</translation>
    </message>
    <message>
        <source>For example: ordered at least 3 times, not in the last 90 days, and gave 4 stars or more. You see at once how many they are; a saved rule follows your customers by itself.</source>
        <translation>例如：下单至少 3 次、最近 90 天没有下单、给过 4 星以上的评价。您会立刻看到有多少人；保存的规则会随顾客自动更新。</translation>
    </message>
    <message>
        <source>Make a rule</source>
        <translation>新建规则</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Fixed list</source>
        <translation>固定名单</translation>
    </message>
    <message>
        <source>Segment renamed</source>
        <translation>已改名</translation>
    </message>
    <message>
        <source>Segment saved</source>
        <translation>分群已保存</translation>
    </message>
    <message>
        <source>The customers who fit the rule today are kept as a list that stays as it is.</source>
        <translation>把今天符合规则的顾客保存为名单，以后不会自动变化。</translation>
    </message>
    <message>
        <source>Segment deleted</source>
        <translation>分群已删除</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>导出名单</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers written to {file}</source>
        <translation>
            <numerusform>已将 %Ln 位顾客写入 {file}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Try again</source>
        <extracomment>Whether the body scrolls as a whole; a page around one big table does not.</extracomment>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Home</source>
        <extracomment>Room at the right for a scroll bar, part of the page&apos;s margin. A view that comes sooner than this needs no grey shapes before it. Topics of ``engine.changes`` after which the page is out of date. Below the others, at the foot of the rail. In the order of the owner&apos;s work; Ctrl+1 … Ctrl+9 follow it.</extracomment>
        <translation>首页</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分群</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find a customer, product, segment or page</source>
        <translation>查找顾客、商品、客群或页面</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>匹配结果</translation>
    </message>
</context>
<context>
    <name>PointsCard</name>
    <message>
        <source>Where they stand</source>
        <extracomment>A customer was clicked: the id.</extracomment>
        <translation>他们的位置</translation>
    </message>
    <message>
        <source>Customers by last order and by what they have spent</source>
        <translation>按最近下单时间和累计消费排列的顾客</translation>
    </message>
    <message>
        <source>Days since the last order</source>
        <translation>距上一单的天数</translation>
    </message>
    <message>
        <source>Spent in all</source>
        <translation>累计消费</translation>
    </message>
    <message>
        <source>Every point is a customer. Click one to open the profile.</source>
        <translation>每个点代表一位顾客，点击即可打开其资料。</translation>
    </message>
    <message>
        <source>{shown} of {customers} customers who have bought, the same share of each segment. Click one to open the profile.</source>
        <translation>共 {customers} 位买过东西的顾客，图中显示 {shown} 位，各客群抽取的比例相同。点击一个点即可打开其资料。</translation>
    </message>
    <message numerus="yes">
        <source>Last order: %Ln days ago</source>
        <translation>
            <numerusform>上一单：%Ln 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>Spent in all: {amount}</source>
        <translation>累计消费：{amount}</translation>
    </message>
    <message>
        <source>{name}: typically {days} since the last order and {amount} spent.</source>
        <translation>{name}：通常距上一单 {days}，累计消费 {amount}。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>客群</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Preview</source>
        <extracomment>A problem with the template: a ``ClienteleError``, or None when all is well. The owner wants to see what is wrong: part and line.</extracomment>
        <translation>预览</translation>
    </message>
    <message>
        <source>Wide</source>
        <translation>宽屏</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Previous recipient</source>
        <translation>上一位收件人</translation>
    </message>
    <message>
        <source>Next recipient</source>
        <translation>下一位收件人</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>The mail</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Nobody gets this mail yet. Find any customer above to see it all the same.</source>
        <translation>还没有人会收到这封邮件。可在上方查找任意顾客来预览。</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>查找顾客</translation>
    </message>
    <message>
        <source>Show the line</source>
        <translation>显示出错的行</translation>
    </message>
    <message>
        <source>This mail cannot be made yet.</source>
        <translation>这封邮件暂时还生成不了。</translation>
    </message>
    <message>
        <source>This mail cannot be made yet; you see the last one that worked.</source>
        <translation>这封邮件暂时还生成不了；当前显示的是上一个可用的版本。</translation>
    </message>
</context>
<context>
    <name>ProductTable</name>
    <message>
        <source>Search name, code or category</source>
        <extracomment>A product was opened: its id.</extracomment>
        <translation>搜索名称、编码或类别</translation>
    </message>
    <message>
        <source>Which products</source>
        <translation>哪些商品</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>No product found</source>
        <translation>没有找到商品</translation>
    </message>
    <message>
        <source>Try a part of the name, or a code as it is printed on your invoices.</source>
        <translation>试试名称的一部分，或发票上印的编码。</translation>
    </message>
    <message>
        <source>Show all products</source>
        <translation>显示全部商品</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation>净销售额</translation>
    </message>
    <message>
        <source>All sales less what was returned</source>
        <translation>全部销售额减去退货</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Last 90 days against the 90 before; sorted by the change in money</source>
        <translation>最近 90 天与此前 90 天相比；按金额变化排序</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>全部商品</translation>
    </message>
    <message numerus="yes">
        <source>%Ln products found</source>
        <translation>
            <numerusform>找到 %Ln 种商品</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductView</name>
    <message>
        <source>Recommend this product</source>
        <extracomment>The id of another product. The code of an RFM segment; empty: the Segments page. Ids of customers to write to. The product may be recommended (True) or not.</extracomment>
        <translation>推荐此商品</translation>
    </message>
    <message>
        <source>Bought together</source>
        <translation>一起购买</translation>
    </message>
    <message>
        <source>Who buys it</source>
        <translation>谁在买</translation>
    </message>
    <message>
        <source>Group my customers</source>
        <translation>给顾客分群</translation>
    </message>
    <message>
        <source>{count} in stock</source>
        <translation>库存 {count}</translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation>净销售额</translation>
    </message>
    <message>
        <source>{units} units, less what came back</source>
        <translation>{units} 件，已减去退货</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>最近 90 天</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln orders</source>
        <translation>
            <numerusform>共 %Ln 笔订单</numerusform>
        </translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>星级</translation>
    </message>
    <message numerus="yes">
        <source>from %Ln reviews</source>
        <translation>
            <numerusform>来自 %Ln 条评价</numerusform>
        </translation>
    </message>
    <message>
        <source>Last sold</source>
        <translation>最近售出</translation>
    </message>
    <message>
        <source>first sold in {month}</source>
        <translation>{month}首次售出</translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln orders with it</source>
        <translation>
            <numerusform>在包含它的 %Ln 笔订单中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln also had it: {lift} times as often as by chance</source>
        <translation>
            <numerusform>%Ln 笔也有它：是偶然情况的 {lift} 倍</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is bought with it more often than chance would have it.</source>
        <translation>没有哪种商品与它一起购买的次数超过偶然。</translation>
    </message>
    <message>
        <source>Known as soon as your customers are grouped.</source>
        <translation>给顾客分群之后即可得知。</translation>
    </message>
    <message>
        <source>No known customer has bought it yet.</source>
        <translation>还没有已知顾客买过它。</translation>
    </message>
    <message>
        <source>Its customers by segment; a click shows the segment</source>
        <translation>按客群列出它的顾客；点击可查看该客群</translation>
    </message>
    <message>
        <source>{customers} · {share}</source>
        <translation>{customers} · {share}</translation>
    </message>
    <message>
        <source>{share} of the customers in {segment} have bought it</source>
        <translation>“{segment}”中有 {share} 的顾客买过它</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>客群</translation>
    </message>
</context>
<context>
    <name>Products</name>
    <message>
        <source>↑ from 0</source>
        <extracomment>A change smaller than this share is none.</extracomment>
        <translation>↑ 从 0 起</translation>
    </message>
    <message>
        <source>nothing in the 90 days before</source>
        <translation>此前 90 天没有销售</translation>
    </message>
    <message>
        <source>as much as in the 90 days before</source>
        <translation>与此前 90 天持平</translation>
    </message>
    <message>
        <source>{before} in the 90 days before</source>
        <translation>此前 90 天为 {before}</translation>
    </message>
    <message>
        <source>{share} more than in the 90 days before ({before})</source>
        <translation>比此前 90 天（{before}）多 {share}</translation>
    </message>
    <message>
        <source>{share} less than in the 90 days before ({before})</source>
        <translation>比此前 90 天（{before}）少 {share}</translation>
    </message>
    <message>
        <source>service or fee</source>
        <translation>服务或费用</translation>
    </message>
    <message>
        <source>not recommended</source>
        <translation>不推荐</translation>
    </message>
</context>
<context>
    <name>ProductsPage</name>
    <message>
        <source>Update recommendations</source>
        <translation>更新推荐</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>全部商品</translation>
    </message>
    <message>
        <source>Learn what to recommend</source>
        <translation>学习该推荐什么</translation>
    </message>
    <message>
        <source>The app looks at who bought what, tests on your own past how well it can tell what comes next, and makes a list for every customer.</source>
        <translation>应用查看谁买了什么，用您自己的历史数据检验它能多准确地预测下一次购买，并为每位顾客列出一份清单。</translation>
    </message>
    <message>
        <source>Learn from my orders</source>
        <translation>从我的订单中学习</translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation>还没有商品</translation>
    </message>
    <message>
        <source>Bring in a file with your orders, and this page shows what sells, what is bought together, and what to recommend to whom.</source>
        <translation>导入您的订单文件，此页便会显示什么卖得好、哪些商品一起购买，以及该向谁推荐什么。</translation>
    </message>
    <message>
        <source>Import sales</source>
        <translation>导入销售数据</translation>
    </message>
    <message>
        <source>Orders have changed since the recommendations were learned.</source>
        <translation>上次学习推荐之后，订单有了变化。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation>
            <numerusform>%Ln 种商品</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services and fees</source>
        <translation>
            <numerusform>%Ln 项服务与费用</numerusform>
        </translation>
    </message>
    <message>
        <source>Learning what to recommend</source>
        <translation>正在学习该推荐什么</translation>
    </message>
    <message numerus="yes">
        <source>Recommendations are ready for %Ln customers</source>
        <translation>
            <numerusform>已为 %Ln 位顾客准备好推荐</numerusform>
        </translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>正在学习…</translation>
    </message>
    <message>
        <source>{product} is no longer recommended</source>
        <translation>不再推荐 {product}</translation>
    </message>
    <message>
        <source>{product} may be recommended again</source>
        <translation>{product} 可以重新被推荐</translation>
    </message>
</context>
<context>
    <name>ProfileView</name>
    <message>
        <source>Customer since {month}</source>
        <extracomment>From this width on, two columns; their shares of it.</extracomment>
        <translation>{month}起成为顾客</translation>
    </message>
    <message>
        <source>Gave every order back</source>
        <translation>所有订单均已退款</translation>
    </message>
    <message>
        <source>Has not ordered yet</source>
        <translation>尚未下过单</translation>
    </message>
</context>
<context>
    <name>QualityCard</name>
    <message>
        <source>How good are they?</source>
        <translation>推荐有多准？</translation>
    </message>
    <message>
        <source>of 100 customers who came back bought one of ten listed</source>
        <translation>每 100 位回来购物的顾客中，买了所列十件之一的人数</translation>
    </message>
    <message>
        <source>The thin lines show how far chance may have moved a result. Both lists were tried on the same customers, so a difference can be certain even where the lines overlap.</source>
        <translation>细线表示结果可能因偶然而偏移的范围。两份清单都在同一批顾客身上检验，因此即使细线重叠，差别也可能是确定的。</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>List</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Reached of 100</source>
        <translation>每 100 人命中</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Your lists</source>
        <translation>您的清单</translation>
    </message>
    <message>
        <source>Best-sellers</source>
        <translation>畅销榜</translation>
    </message>
    <message>
        <source>{label}: most likely {low} to {high} of 100</source>
        <translation>{label}：每 100 人中很可能为 {low} 到 {high} 人</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>Please choose</source>
        <extracomment>With more answers than this, a list takes less room than a column of buttons.</extracomment>
        <translation>请选择</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Please type a number such as 0.85.</source>
        <translation>请输入一个数字，例如 0.85。</translation>
    </message>
    <message>
        <source>Please type an answer.</source>
        <translation>请输入回答。</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Click a line to look at it. The tick says what is imported.</source>
        <extracomment>The owner ticked or unticked a table.</extracomment>
        <translation>点击一行可以查看。打勾的才会导入。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tables are on their way into your shop</source>
        <translation>
            <numerusform>正在导入 %Ln 个表格</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are being read</source>
        <translation>
            <numerusform>正在读取 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tables were found</source>
        <translation>
            <numerusform>找到 %Ln 个表格</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln understood</source>
        <translation>
            <numerusform>%Ln 个已读懂</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need an answer</source>
        <translation>
            <numerusform>%Ln 个需要您回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are in your shop already</source>
        <translation>
            <numerusform>%Ln 个店里已有</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot be used</source>
        <translation>
            <numerusform>%Ln 个无法使用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln imported</source>
        <translation>
            <numerusform>%Ln 个已导入</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>They are imported in this order, so that everything finds what it refers to.</source>
        <translation>将按这个顺序导入，这样后面的内容能找到它所引用的内容。</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <extracomment>With words, and with icons only.</extracomment>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>RatesCard</name>
    <message>
        <source>Exchange rates</source>
        <extracomment>Before any order: shown as &quot;all days&quot;.</extracomment>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Orders in another currency count once you say what it is worth in yours.</source>
        <translation>其他货币的订单，在您填写汇率后才会计入。</translation>
    </message>
    <message>
        <source>all days</source>
        <translation>所有日期</translation>
    </message>
    <message>
        <source>Worth</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Save the rate</source>
        <translation>保存汇率</translation>
    </message>
    <message>
        <source>All your orders are in {currency}.</source>
        <translation>所有订单都使用 {currency}。</translation>
    </message>
    <message numerus="yes">
        <source>%n orders</source>
        <translation>
            <numerusform>%n 笔订单</numerusform>
        </translation>
    </message>
    <message>
        <source>counted</source>
        <translation>已计入</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for a rate</source>
        <translation>
            <numerusform>%n 笔等待汇率</numerusform>
        </translation>
    </message>
    <message>
        <source>1 {currency} = {rate} {base}</source>
        <translation>1 {currency} = {rate} {base}</translation>
    </message>
    <message>
        <source>on all days</source>
        <translation>所有日期</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>自 {day} 起</translation>
    </message>
    <message>
        <source>Remove the rate of {currency}</source>
        <translation>删除 {currency} 的汇率</translation>
    </message>
    <message>
        <source>1 {currency} in {base}</source>
        <translation>1 {currency} 折合 {base}</translation>
    </message>
    <message>
        <source>Rate saved</source>
        <translation>汇率已保存</translation>
    </message>
    <message>
        <source>Rate removed</source>
        <translation>汇率已删除</translation>
    </message>
</context>
<context>
    <name>ReadingCard</name>
    <message>
        <source>Reading reviews</source>
        <translation>阅读评价</translation>
    </message>
    <message>
        <source>Reviews are read on this computer, by a model that came with the app.</source>
        <translation>评价在这台电脑上由应用自带的模型阅读。</translation>
    </message>
    <message>
        <source>The large model is used: the most exact one, about fifteen reviews a second.</source>
        <translation>使用大模型：最准确，每秒约十五条评价。</translation>
    </message>
    <message>
        <source>The light model is used: the large one is not available for this computer.</source>
        <translation>使用小模型：这台电脑没有大模型。</translation>
    </message>
    <message>
        <source>No model is installed, so reviews cannot be read.</source>
        <translation>没有安装模型，无法阅读评价。</translation>
    </message>
</context>
<context>
    <name>RecipientPicker</name>
    <message>
        <source>Preview for</source>
        <translation>预览对象</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>查找顾客</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>The hardest cases come first.</source>
        <translation>最难的情况排在最前。</translation>
    </message>
</context>
<context>
    <name>Recognised</name>
    <message numerus="yes">
        <source>%Ln rows cannot be stored</source>
        <extracomment>Encodings by the names that people know them by.</extracomment>
        <translation>
            <numerusform>%Ln 行无法存入</numerusform>
        </translation>
    </message>
    <message>
        <source>A table that needs a word from you</source>
        <translation>一个需要您说明的表格</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>amounts in {currency}</source>
        <translation>金额为 {currency}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>one row an article</source>
        <translation>每行一件商品</translation>
    </message>
    <message>
        <source>one row an order</source>
        <translation>每行一个订单</translation>
    </message>
    <message>
        <source>dates are day / month / year</source>
        <translation>日期为 日 / 月 / 年</translation>
    </message>
    <message>
        <source>dates are month / day / year</source>
        <translation>日期为 月 / 日 / 年</translation>
    </message>
    <message>
        <source>dates are year / month / day</source>
        <translation>日期为 年 / 月 / 日</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>以逗号分隔</translation>
    </message>
    <message>
        <source>separated by semicolons</source>
        <translation>以分号分隔</translation>
    </message>
    <message>
        <source>separated by tabs</source>
        <translation>以制表符分隔</translation>
    </message>
    <message>
        <source>separated by bars</source>
        <translation>以竖线分隔</translation>
    </message>
    <message>
        <source>Sheet “{name}”</source>
        <translation>工作表“{name}”</translation>
    </message>
    <message>
        <source>written in {encoding}</source>
        <translation>编码为 {encoding}</translation>
    </message>
    <message>
        <source>column names in line {line}</source>
        <translation>列名在第 {line} 行</translation>
    </message>
    <message>
        <source>without column names</source>
        <translation>没有列名</translation>
    </message>
    <message>
        <source>Certain</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>很可能</translation>
    </message>
    <message>
        <source>A guess: please check</source>
        <translation>猜测：请检查</translation>
    </message>
</context>
<context>
    <name>RecommendationsView</name>
    <message>
        <source>What was learned</source>
        <extracomment>Show the products left out for this reason.</extracomment>
        <translation>学到了什么</translation>
    </message>
    <message>
        <source>Use them in a campaign</source>
        <translation>用于营销活动</translation>
    </message>
    <message>
        <source>What is left out, and why</source>
        <translation>哪些没有列入，为什么</translation>
    </message>
    <message>
        <source>Bought together</source>
        <translation>一起购买</translation>
    </message>
    <message>
        <source>Nothing: every product you sell can be recommended.</source>
        <translation>没有：您销售的每种商品都可以推荐。</translation>
    </message>
    <message>
        <source>Learned on {when} from all orders up to {day}</source>
        <translation>学习于 {when}，依据截至 {day} 的全部订单</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers have a list of their own</source>
        <translation>
            <numerusform>%Ln 位顾客有自己的清单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln have not bought yet and get the best-sellers</source>
        <translation>
            <numerusform>%Ln 位尚未购买，先推荐畅销商品</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products are known from sales</source>
        <translation>
            <numerusform>从销售中了解了 %Ln 种商品</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show: {reason}</source>
        <translation>显示：{reason}</translation>
    </message>
    <message>
        <source>Show them side by side, or offer one to those who bought the other.</source>
        <translation>可以并排陈列，或向买了其中一种的顾客推荐另一种。</translation>
    </message>
    <message>
        <source>No two products are bought together more often than chance would have it.</source>
        <translation>没有哪两种商品一起购买的次数超过偶然。</translation>
    </message>
    <message>
        <source>{both} of {orders} orders with the first: {lift} times as often as by chance</source>
        <translation>在含前者的 {orders} 笔订单中有 {both} 笔：是偶然情况的 {lift} 倍</translation>
    </message>
</context>
<context>
    <name>ReconciliationCard</name>
    <message>
        <source>Every row accounted for</source>
        <extracomment>Currencies side by side; of more, those of the most orders.</extracomment>
        <translation>每一行都有着落</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Goes into your shop</source>
        <translation>将存入店铺</translation>
    </message>
    <message>
        <source>In your shop</source>
        <translation>已存入店铺</translation>
    </message>
    <message>
        <source>Read from the file</source>
        <translation>从文件读取</translation>
    </message>
    <message>
        <source>New in your shop</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed in your shop</source>
        <translation>有更新</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>店里已有</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Discounts on whole orders</source>
        <translation>整单折扣</translation>
    </message>
    <message>
        <source>It adds up, to the last row and the last unit of money.</source>
        <translation>行数与金额完全对得上，分毫不差。</translation>
    </message>
    <message>
        <source>It adds up, to the last row.</source>
        <translation>逐行核对，完全吻合。</translation>
    </message>
    <message>
        <source>It does not add up. Please do not import this file.</source>
        <translation>核对不吻合，请不要导入这个文件。</translation>
    </message>
    <message>
        <source>It does not add up. Please keep the file and undo this import.</source>
        <translation>数目对不上。请保留文件并撤销这次导入。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>金额</translation>
    </message>
</context>
<context>
    <name>RejectsCard</name>
    <message>
        <source>Line</source>
        <extracomment>Rows on screen; the others scroll. Save them all: the path that was chosen. Save the rows themselves, with their columns, to be corrected: the path that was chosen.</extracomment>
        <translation>行号</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What stands there</source>
        <translation>原内容</translation>
    </message>
    <message>
        <source>Why it cannot be stored</source>
        <translation>无法存入的原因</translation>
    </message>
    <message>
        <source>Rows that cannot be stored</source>
        <translation>无法存入的行</translation>
    </message>
    <message>
        <source>Search in these rows</source>
        <translation>在这些行中搜索</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save this list…</source>
        <translation>保存此列表…</translation>
    </message>
    <message>
        <source>Save the rows to correct them…</source>
        <translation>保存这些行以便更正…</translation>
    </message>
    <message>
        <source>Any reason</source>
        <translation>所有原因</translation>
    </message>
    <message>
        <source>{file} – why not</source>
        <translation>{file} – 未导入原因</translation>
    </message>
    <message>
        <source>{file} – to correct</source>
        <translation>{file} – 待更正</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV 文件</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Undo this import</source>
        <extracomment>Go to a page: its id.</extracomment>
        <translation>撤销这次导入</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>The import of {file} was taken back.</source>
        <translation>已撤回 {file} 的导入。</translation>
    </message>
    <message>
        <source>{file} is in your shop.</source>
        <translation>{file} 已导入店铺。</translation>
    </message>
    <message>
        <source>{file} brought nothing new: your shop has it all.</source>
        <translation>{file} 没有带来新内容：店铺里都已有了。</translation>
    </message>
    <message>
        <source>They were left out. Correct them in the file and import it again: only they are added.</source>
        <translation>这些行没有导入。请在文件中更正后再次导入：只会添加它们。</translation>
    </message>
    <message>
        <source>The first {count} are listed.</source>
        <translation>列出了前 {count} 条。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows could not be stored</source>
        <translation>
            <numerusform>%Ln 行无法存入</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResemblanceView</name>
    <message>
        <source>Orders came or changed since this was learned.</source>
        <extracomment>From this width on, two columns; their shares of it. A customer was clicked on the map: the id. What is known came or changed: the heading follows.</extracomment>
        <translation>上次学习之后，订单有新增或变动。</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>开始分析</translation>
    </message>
    <message>
        <source>Who resembles whom?</source>
        <translation>谁与谁相似？</translation>
    </message>
    <message>
        <source>Compares what everybody buys, how often and when: to find customers like your best ones, and to draw a map of them all. Several ways are tried on your own past, and the one that proves best is used.</source>
        <translation>比较每位顾客买什么、多久买一次、什么时候买，从而找到与最好的顾客相似的人，并画出全部顾客的地图。几种方式都会用您过去的数据检验，采用其中最好的一种。</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>正在学习…</translation>
    </message>
    <message>
        <source>Learn again</source>
        <translation>重新学习</translation>
    </message>
    <message>
        <source>Who resembles whom</source>
        <translation>谁与谁相似</translation>
    </message>
    <message>
        <source>{customers} customers, with orders up to {day}</source>
        <translation>{customers} 位顾客，订单截至 {day}</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Good to know</source>
        <extracomment>The header of a column, and the meaning that the owner chose for it. The name of a question and the answer. The owner would have this table imported, or not.</extracomment>
        <translation>说明</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不导入它</translation>
    </message>
    <message>
        <source>Import it after all</source>
        <translation>还是导入它</translation>
    </message>
    <message>
        <source>Having a look. Nothing is stored yet.</source>
        <translation>正在查看，尚未存入任何内容。</translation>
    </message>
    <message>
        <source>On its way into your shop. You can go on working, or drop more files.</source>
        <translation>正在存入店铺。您可以继续其他工作，或再拖入文件。</translation>
    </message>
    <message>
        <source>They are left out; everything else is imported. Line numbers are those of your file.</source>
        <translation>这些行不会导入，其余全部导入。行号以您的文件为准。</translation>
    </message>
    <message>
        <source>The first {count} are listed.</source>
        <translation>列出了前 {count} 条。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be stored</source>
        <translation>
            <numerusform>%Ln 行无法存入</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose below which one it is.</source>
        <translation>请在下方选择是哪一列。</translation>
    </message>
    <message>
        <source>They are stored either way, and count as nothing until there is a rate. You can change it in the settings later.</source>
        <translation>这些订单都会存入，但在有汇率之前不计入金额。以后可以在设置中更改。</translation>
    </message>
    <message>
        <source>Nothing in the file tells.</source>
        <translation>文件中无法判断。</translation>
    </message>
    <message>
        <source>Nothing in the file tells. Your answer is remembered for files like this one.</source>
        <translation>文件本身看不出来。您的回答会用于以后同类文件。</translation>
    </message>
    <message>
        <source>“{sample}” as in {encoding}</source>
        <translation>“{sample}”（{encoding}）</translation>
    </message>
    <message>
        <source>{choice}: {day}</source>
        <translation>{choice}：{day}</translation>
    </message>
</context>
<context>
    <name>Reviews</name>
    <message>
        <source>“{words}”</source>
        <translation>“{words}”</translation>
    </message>
</context>
<context>
    <name>ReviewsPage</name>
    <message>
        <source>Read again</source>
        <extracomment>Months that stand beside each other; fewer tell nothing.</extracomment>
        <translation>重新阅读</translation>
    </message>
    <message>
        <source>Let the app read your reviews</source>
        <translation>让应用替您读评价</translation>
    </message>
    <message>
        <source>Read my reviews</source>
        <translation>阅读我的评价</translation>
    </message>
    <message>
        <source>It reads every review on this computer and tells you what customers like, what they do not, and who is unhappy, in English, Chinese and other languages. It learns from your own stars, and nothing leaves this computer.</source>
        <translation>它会在这台电脑上读完每一条评价，告诉您顾客喜欢什么、不喜欢什么、谁不满意，支持中文、英文和其他语言。它从您自己的星级中学习，任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>How reviews sound, month by month</source>
        <translation>每个月的评价听起来如何</translation>
    </message>
    <message>
        <source>No reviews yet</source>
        <translation>还没有评价</translation>
    </message>
    <message>
        <source>Bring in a file with reviews or ratings, and this page shows what customers like, what they do not, and who is unhappy.</source>
        <translation>导入评价或评分文件后，这里会显示顾客喜欢什么、不喜欢什么，以及谁不满意。</translation>
    </message>
    <message>
        <source>Import reviews</source>
        <translation>导入评价</translation>
    </message>
    <message numerus="yes">
        <source>%Ln reviews</source>
        <translation>
            <numerusform>%Ln 条评价</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln reviews have come or changed since the last reading.</source>
        <translation>
            <numerusform>上次阅读之后有 %Ln 条新的或改过的评价。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>评价</translation>
    </message>
    <message numerus="yes">
        <source>of %Ln people</source>
        <translation>
            <numerusform>来自 %Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Happy, of those that are clear</source>
        <translation>满意（态度明确的评价中）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln reviews say both or neither</source>
        <translation>
            <numerusform>%Ln 条评价态度不明或好坏都有</numerusform>
        </translation>
    </message>
    <message>
        <source>Stars on average</source>
        <translation>平均星级</translation>
    </message>
    <message>
        <source>Your reviews have no stars</source>
        <translation>您的评价没有星级</translation>
    </message>
    <message>
        <source>Unhappy customers</source>
        <translation>不满意的顾客</translation>
    </message>
    <message>
        <source>by their newest review within a year</source>
        <translation>按一年内最新的评价</translation>
    </message>
    <message>
        <source>Lowest in {month}: {share} happy.</source>
        <translation>最低在 {month}：{share} 满意。</translation>
    </message>
    <message>
        <source>Only months with at least three clear reviews are drawn.</source>
        <translation>只画出至少有三条态度明确评价的月份。</translation>
    </message>
    <message>
        <source>Read with the large model on this computer.</source>
        <translation>由这台电脑上的大模型阅读。</translation>
    </message>
    <message>
        <source>Read with the light model: quicker, but less exact than the large one.</source>
        <translation>由小模型阅读：更快，但不如大模型准确。</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Happy</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>{share} happy, most likely {low} to {high}</source>
        <translation>{share} 满意，真实比例大约在 {low} 到 {high} 之间</translation>
    </message>
    <message>
        <source>There are too few stars to learn from, so it reads by general knowledge.</source>
        <translation>可供学习的星级太少，所以只凭一般知识来读。</translation>
    </message>
    <message>
        <source>Tested on {n} of your own rated reviews that it had not seen: {right} right.</source>
        <translation>用您自己 {n} 条它没见过的有星级评价检验：{right} 正确。</translation>
    </message>
    <message>
        <source>Irony and half-sentences are often misread; nothing is shown of fewer than three customers.</source>
        <translation>反话和半句话常会读错；少于三位顾客的内容不会显示。</translation>
    </message>
    <message>
        <source>Reading reviews</source>
        <translation>正在阅读评价</translation>
    </message>
    <message numerus="yes">
        <source>%Ln reviews read</source>
        <translation>
            <numerusform>已阅读 %Ln 条评价</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message>
        <source>Name of the segment</source>
        <extracomment>Pause after a change before customers are counted, in ms. The rule or the name was changed: count anew. A customer was chosen: the id.</extracomment>
        <translation>分群名称</translation>
    </message>
    <message>
        <source>The rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Write to them</source>
        <translation>给他们写信</translation>
    </message>
    <message>
        <source>Save as a fixed list…</source>
        <translation>另存为固定名单…</translation>
    </message>
    <message>
        <source>Keeps the customers who fit today, whatever they do later</source>
        <translation>保存今天符合的顾客，之后不再变化</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Find customers who are like them</source>
        <translation>查找与他们相似的顾客</translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation>导出名单…</translation>
    </message>
    <message>
        <source>Delete this segment</source>
        <translation>删除此分群</translation>
    </message>
    <message>
        <source>Who spent most</source>
        <translation>消费最多的顾客</translation>
    </message>
    <message>
        <source>A rule: whoever fits it is in, whoever no longer fits it is out.</source>
        <translation>规则：符合者自动加入，不再符合者自动退出。</translation>
    </message>
    <message>
        <source>A fixed list: its customers stay the same, whatever they do.</source>
        <translation>固定名单：其中的顾客不会自动变化。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>{share} of all customers, with {sales} of all sales ({amount})</source>
        <translation>占全部顾客的 {share}，销售额占 {sales}（{amount}）</translation>
    </message>
    <message>
        <source>Give it a name first</source>
        <translation>请先填写名称</translation>
    </message>
    <message>
        <source>Save it first</source>
        <translation>请先保存</translation>
    </message>
</context>
<context>
    <name>SaidCard</name>
    <message>
        <source>What they said</source>
        <translation>他们说过的话</translation>
    </message>
    <message>
        <source>{n} of 5 stars</source>
        <translation>{n} 星（满分 5 星）</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>“{words}”</translation>
    </message>
</context>
<context>
    <name>SalesCard</name>
    <message>
        <source>Sales by month</source>
        <translation>每月销售额</translation>
    </message>
    <message>
        <source>It was never sold.</source>
        <translation>从未售出。</translation>
    </message>
    <message>
        <source>Sold in {month} only so far, for {amount}.</source>
        <translation>目前只在{month}售出，共 {amount}。</translation>
    </message>
    <message>
        <source>Best month: {month} with {amount}</source>
        <translation>最好的月份：{month}，{amount}</translation>
    </message>
    <message>
        <source>{told}. {month} is not over yet.</source>
        <translation>{told}。{month}尚未结束。</translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation>净销售额</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln 笔订单</numerusform>
        </translation>
    </message>
    <message>
        <source>not over yet</source>
        <translation>尚未结束</translation>
    </message>
</context>
<context>
    <name>SampleRowsCard</name>
    <message>
        <source>The first rows, as they will be stored</source>
        <extracomment>Rows on screen; the others scroll. Widths of a long text: at least, and where the table is scrolled sideways; the card&apos;s own margin. What stands around the words of a cell, and how wide a column gets for the sake of its words. Texts that are long by nature. What is shown as a smaller second line below the first.</extracomment>
        <translation>前几行，存入后的样子</translation>
    </message>
    <message>
        <source>Compare a few with your file: are dates, names and amounts right?</source>
        <translation>请和您的文件核对几行：日期、姓名和金额对吗？</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行号</translation>
    </message>
</context>
<context>
    <name>SegmentList</name>
    <message>
        <source>Who is it for?</source>
        <extracomment>(include, exclude) as tuples of picks.</extracomment>
        <translation>写给谁？</translation>
    </message>
    <message>
        <source>Leave a group out…</source>
        <translation>排除一个客群…</translation>
    </message>
    <message>
        <source>Everyone on file</source>
        <translation>名单上的所有人</translation>
    </message>
    <message>
        <source>Your own segments</source>
        <translation>自建分群</translation>
    </message>
    <message>
        <source>{groups}, as of {day}</source>
        <translation>{groups}，截至 {day}</translation>
    </message>
    <message>
        <source>Do not leave out {group}</source>
        <translation>不再排除 {group}</translation>
    </message>
    <message>
        <source>but not: {group}</source>
        <translation>但不包括：{group}</translation>
    </message>
</context>
<context>
    <name>Segments</name>
    <message>
        <source>There are no orders yet</source>
        <translation>还没有订单</translation>
    </message>
    <message>
        <source>Bring in your sales, and this page shows who your best customers are, who is new, and who is slipping away.</source>
        <translation>导入销售数据后，这里会显示谁是您最好的顾客、谁是新顾客、谁正在流失。</translation>
    </message>
    <message>
        <source>Import sales</source>
        <translation>导入销售数据</translation>
    </message>
    <message>
        <source>Group my customers</source>
        <translation>给顾客分群</translation>
    </message>
    <message>
        <source>Your customers are not grouped like this yet</source>
        <translation>还没有按这种方式给顾客分群</translation>
    </message>
    <message>
        <source>No natural groups, and that is an answer</source>
        <translation>没有自然形成的客群，这本身就是答案</translation>
    </message>
    <message>
        <source>Your orders name no customers</source>
        <translation>您的订单没有写明顾客</translation>
    </message>
    <message>
        <source>Too few customers yet</source>
        <translation>顾客还太少</translation>
    </message>
    <message>
        <source>Nobody had bought by then</source>
        <translation>那时还没有人购买</translation>
    </message>
    <message>
        <source>That cannot be grouped</source>
        <translation>无法这样分群</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Your shop</source>
        <extracomment>So many backups are listed; the folder has the rest. Between two fields, more than between a field and its hint.</extracomment>
        <translation>您的店铺</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>What all sums are in; orders in others count by exchange rates.</source>
        <translation>所有金额以它汇总；其他货币的订单按汇率折算。</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Decides on which day a late order counts.</source>
        <translation>决定深夜的订单算在哪一天。</translation>
    </message>
    <message>
        <source>Language of your customers</source>
        <translation>顾客使用的语言</translation>
    </message>
    <message>
        <source>New campaigns start in it.</source>
        <translation>新活动默认使用这种语言。</translation>
    </message>
    <message>
        <source>Who your mail comes from</source>
        <translation>邮件的发件人</translation>
    </message>
    <message>
        <source>Every message must say who sent it; the law asks for it too.</source>
        <translation>每封邮件都要说明由谁发出，这也是法律的要求。</translation>
    </message>
    <message>
        <source>Sender name</source>
        <translation>发件人名称</translation>
    </message>
    <message>
        <source>Sender address</source>
        <translation>发件人邮箱</translation>
    </message>
    <message>
        <source>Postal address</source>
        <translation>通讯地址</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>网站</translation>
    </message>
    <message>
        <source>Unsubscribe link</source>
        <translation>退订链接</translation>
    </message>
    <message>
        <source>Leave it empty to use your mailing service&apos;s own.</source>
        <translation>留空则使用邮件服务商自带的退订链接。</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>本窗口</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Shop file and backups</source>
        <translation>店铺文件与备份</translation>
    </message>
    <message>
        <source>Everything about your shop is in one file. A copy is made every day that you use it.</source>
        <translation>店铺的全部数据都在一个文件里。每天使用时都会自动备份一次。</translation>
    </message>
    <message>
        <source>Shop file</source>
        <translation>店铺文件</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Open another shop…</source>
        <translation>打开另一家店铺…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore from a file…</source>
        <translation>从文件恢复…</translation>
    </message>
    <message>
        <source>About Clientele</source>
        <translation>关于 Clientele</translation>
    </message>
    <message>
        <source>Clientele works without a network: nothing about your shop or your customers leaves this computer.</source>
        <translation>Clientele 无需联网：店铺和顾客的任何信息都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Version {version}. Typeface: Inter, under the SIL Open Font License.</source>
        <translation>版本 {version}。字体：Inter，依 SIL 开放字体许可证使用。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Shop files</source>
        <translation>店铺文件</translation>
    </message>
    <message>
        <source>Open another shop</source>
        <translation>打开另一家店铺</translation>
    </message>
    <message>
        <source>No backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore the backup of {when}</source>
        <translation>恢复 {when} 的备份</translation>
    </message>
    <message numerus="yes">
        <source>%n older backups in the folder</source>
        <translation>
            <numerusform>文件夹里还有 %n 个更早的备份</numerusform>
        </translation>
    </message>
    <message>
        <source>on request</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>更新之前</translation>
    </message>
    <message>
        <source>before restoring</source>
        <translation>恢复之前</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>已备份</translation>
    </message>
    <message>
        <source>Restore from a file</source>
        <translation>从文件恢复</translation>
    </message>
    <message>
        <source>Wait until the running work is done, then restore.</source>
        <translation>请等正在进行的工作完成后再恢复。</translation>
    </message>
    <message>
        <source>Restored. Your shop as it was before is kept as a backup, too.</source>
        <translation>已恢复。恢复前的店铺数据也已存为备份。</translation>
    </message>
</context>
<context>
    <name>SimilarCard</name>
    <message>
        <source>Similar customers</source>
        <extracomment>A customer was opened: the id. More who are alike are wanted: ``Examples``.</extracomment>
        <translation>相似的顾客</translation>
    </message>
    <message>
        <source>Find more like them</source>
        <translation>查找更多相似顾客</translation>
    </message>
    <message>
        <source>Find more customers like {name}</source>
        <translation>查找更多与{name}相似的顾客</translation>
    </message>
    <message>
        <source>Nothing has been learned yet about whom this customer resembles.</source>
        <translation>还没有学习这位顾客与谁相似。</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>开始分析</translation>
    </message>
</context>
<context>
    <name>SlippingCard</name>
    <message>
        <source>Who is slipping away</source>
        <translation>谁正在流失</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>查看预测</translation>
    </message>
    <message>
        <source>How each customer has bought so far tells who is about to stay away, why, and what that would cost you. It is tested on your own shop’s past, so that you know how far to trust it.</source>
        <translation>从每位顾客至今的购买情况，可以看出谁快要不来了、为什么、您会因此损失多少。预测会用本店的过去检验，让您知道可以信到什么程度。</translation>
    </message>
    <message>
        <source>Write to all of them</source>
        <translation>给他们所有人写信</translation>
    </message>
    <message>
        <source>Forecast grade {grade}</source>
        <translation>预测 {grade} 级</translation>
    </message>
    <message>
        <source>Nobody who used to come back has been silent for unusually long. Well done.</source>
        <translation>没有哪位回头客沉默得异常之久，做得很好。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln regular customers have been silent for longer than usual.</source>
        <translation>
            <numerusform>有 %Ln 位回头客沉默得比平时更久。</numerusform>
        </translation>
    </message>
    <message>
        <source>{amount} of what they usually spend in {days} is at risk.</source>
        <translation>他们在 {days}里通常的消费中，有 {amount} 面临流失。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln 天</numerusform>
        </translation>
    </message>
    <message>
        <source>{told} {risk}</source>
        <translation>{told}{risk}</translation>
    </message>
    <message numerus="yes">
        <source>See all %Ln</source>
        <translation>
            <numerusform>查看全部 %Ln 位</numerusform>
        </translation>
    </message>
    <message>
        <source>{share} likely to stay away</source>
        <translation>{share} 可能不再来</translation>
    </message>
</context>
<context>
    <name>StartView</name>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Drop what your systems gave you</source>
        <extracomment>The owner would rather look at the sample shop first.</extracomment>
        <translation>把各系统导出的文件拖到这里</translation>
    </message>
    <message>
        <source>Files, whole folders or ZIP archives: CSV, Excel, JSON, in any language, with any column names. You see everything before it is stored.</source>
        <translation>文件、整个文件夹或 ZIP 压缩包都可以：CSV、Excel、JSON，任何语言，任何列名。存入之前，一切都会先给您看。</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. Your files are read, never changed.</source>
        <translation>数据不会离开这台电脑。您的文件只会被读取，不会被改动。</translation>
    </message>
    <message>
        <source>Look around with a sample shop first</source>
        <translation>先用示例店铺看看</translation>
    </message>
</context>
<context>
    <name>SumReportView</name>
    <message>
        <source>Every row accounted for</source>
        <extracomment>Go to a page: its id. Back to what was not imported, to see to it. The table whose own report the owner wants to read.</extracomment>
        <translation>每一行都有着落</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Not imported</source>
        <translation>未导入的</translation>
    </message>
    <message>
        <source>See to these</source>
        <translation>处理这些</translation>
    </message>
    <message>
        <source>already in your shop</source>
        <translation>店里已有</translation>
    </message>
    <message>
        <source>left out by you</source>
        <translation>您选择不导入</translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}：{reason}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tables are in your shop.</source>
        <translation>
            <numerusform>%Ln 个表格已导入店铺。</numerusform>
        </translation>
    </message>
    <message>
        <source>Click a line for its report.</source>
        <translation>点击一行查看它的报告。</translation>
    </message>
    <message>
        <source>Rows read are the new, changed and known ones, those set aside and those rejected: it adds up.</source>
        <translation>读取的行 = 新增 + 更新 + 已有 + 搁置 + 拒收：完全吻合。</translation>
    </message>
    <message>
        <source>Altogether</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>TableList</name>
    <message>
        <source>What was found in your files</source>
        <extracomment>A table that the owner wants to look at.</extracomment>
        <translation>在您的文件中找到的内容</translation>
    </message>
</context>
<context>
    <name>TablesModel</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <extracomment>Room for the tick, the icon, the number of rows and the state. The owner ticked or unticked one.</extracomment>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Please check</source>
        <translation>请检查</translation>
    </message>
    <message>
        <source>Being read…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>已读懂</translation>
    </message>
    <message>
        <source>Needs an answer</source>
        <translation>需要您回答</translation>
    </message>
    <message>
        <source>Already in your shop</source>
        <translation>店里已有</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>Waits its turn</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Being imported…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Not imported</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>TastesCard</name>
    <message>
        <source>What they like</source>
        <translation>喜好</translation>
    </message>
    <message>
        <source>Kinds of products</source>
        <translation>商品类别</translation>
    </message>
    <message>
        <source>Brands</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
</context>
<context>
    <name>TestStep</name>
    <message>
        <source>Keep some people without mail</source>
        <extracomment>Below so many people on either side only a very large effect stands out from chance.</extracomment>
        <translation>留一部分人不发邮件</translation>
    </message>
    <message>
        <source>Some of these customers would order anyway. Only by comparing them with customers like them who got no mail do you learn what the mail itself brought. Who is kept back is drawn by lot, evenly from every group.</source>
        <translation>有些顾客本来就会下单。只有和没收到邮件的同类顾客比较，才知道邮件本身带来了什么。不发邮件的人由抽签决定，从每个客群里均匀抽取。</translation>
    </message>
    <message>
        <source>Share kept without mail, in percent</source>
        <translation>不发邮件的比例（百分比）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people get the mail</source>
        <translation>
            <numerusform>%Ln 人收到邮件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people get none</source>
        <translation>
            <numerusform>%Ln 人不发邮件</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a comparison you will see who ordered, but not who ordered because of it.</source>
        <translation>没有对照，您只能看到谁下了单，却看不出谁是因为邮件才下单。</translation>
    </message>
    <message>
        <source>With so few people only a very large difference will stand out from chance. It is still worth keeping some back: several campaigns together tell more than one.</source>
        <translation>人数这么少，只有非常大的差别才能与偶然区分开。仍然值得留一些：多个活动合起来能说明更多。</translation>
    </message>
    <message>
        <source>That is enough to see a large difference. The same people stay kept back if you export again.</source>
        <translation>这足以看出较大的差别。再次导出时，不发邮件的仍是同一批人。</translation>
    </message>
</context>
<context>
    <name>ThemesCard</name>
    <message>
        <source>What else they speak of</source>
        <translation>他们还说到什么</translation>
    </message>
    <message>
        <source>Sentences of at least three customers that mean much the same.</source>
        <translation>至少三位顾客说的、意思相近的句子。</translation>
    </message>
    <message>
        <source>{people}; {share} of what they write is praise</source>
        <translation>{people}；所写内容中 {share} 是称赞</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months ago</source>
        <translation>
            <numerusform>%n 个月前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years ago</source>
        <translation>
            <numerusform>%n 年前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineCard</name>
    <message>
        <source>What happened</source>
        <extracomment>So many events are shown at first.</extracomment>
        <translation>往来记录</translation>
    </message>
    <message>
        <source>Nothing is on record yet.</source>
        <translation>还没有任何记录。</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln earlier</source>
        <translation>
            <numerusform>再显示更早的 %Ln 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <extracomment>Long enough to read and to reach for Undo.</extracomment>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>TreeCard</name>
    <message>
        <source>How the groups join</source>
        <translation>各群如何合并</translation>
    </message>
    <message>
        <source>Read from the right: customers who buy alike join first. The further left two branches join, the less alike they are. The dashed line is where the tree was cut into groups.</source>
        <translation>从右往左看：购买习惯相近的顾客最先合并；越靠左才合并的两支差别越大。虚线处把树切成了各个客群。</translation>
    </message>
    <message>
        <source>Tree of groups</source>
        <translation>客群树</translation>
    </message>
    <message>
        <source>less alike</source>
        <translation>差别较大</translation>
    </message>
    <message>
        <source>more alike</source>
        <translation>较为相近</translation>
    </message>
    <message>
        <source>cut here</source>
        <translation>在此切开</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>客群</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation>
            <numerusform>%Ln 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>The groups most alike: {names}.</source>
        <translation>最相近的客群：{names}。</translation>
    </message>
</context>
<context>
    <name>UndoPanel</name>
    <message>
        <source>You can import the file again at any time.</source>
        <extracomment>Take it back: the id of the import and its file.</extracomment>
        <translation>您随时可以再次导入这个文件。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤销导入</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Take back the import of {file}?</source>
        <translation>撤销 {file} 的导入？</translation>
    </message>
</context>
<context>
    <name>UnhappyCard</name>
    <message>
        <source>Unhappy customers worth a call</source>
        <translation>值得打个电话的不满意顾客</translation>
    </message>
    <message>
        <source>Their newest review within a year is a complaint. Those who spent most come first.</source>
        <translation>他们一年内最新的评价是抱怨。消费最多的排在最前。</translation>
    </message>
    <message>
        <source>Nobody’s newest review within a year is a complaint.</source>
        <translation>一年内没有人的最新评价是抱怨。</translation>
    </message>
    <message numerus="yes">
        <source>See all %Ln</source>
        <translation>
            <numerusform>查看全部 %Ln 位</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchedCard</name>
    <message>
        <source>Watched folder</source>
        <translation>监视的文件夹</translation>
    </message>
    <message>
        <source>The folder that your shop system saves its exports into. New files there are offered to you on the Import page; nothing is imported by itself.</source>
        <translation>您的店铺系统存放导出文件的文件夹。那里出现新文件时，“导入”页会提示您；不会自动导入任何内容。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Look at the files in it</source>
        <translation>查看其中的文件</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止监视</translation>
    </message>
    <message>
        <source>No folder is watched.</source>
        <translation>没有监视文件夹。</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>选择其他…</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Know your customers, and bring them back</source>
        <translation>了解您的顾客，让他们再次光临</translation>
    </message>
    <message>
        <source>Everything stays on this computer: Clientele never connects to a network.</source>
        <translation>一切数据都留在这台电脑上：Clientele 从不联网。</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>随便看看</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Look around with a sample shop</source>
        <translation>用示例店铺随便看看</translation>
    </message>
    <message>
        <source>An invented shop with 1,200 customers, to try everything on.</source>
        <translation>一家虚构的店铺，有 1,200 位顾客，可以放心尝试所有功能。</translation>
    </message>
    <message>
        <source>Start with my own sales file</source>
        <translation>从我自己的销售文件开始</translation>
    </message>
    <message>
        <source>An export of your orders as CSV or Excel, from any shop system.</source>
        <translation>任何店铺系统导出的订单文件，CSV 或 Excel 均可。</translation>
    </message>
    <message>
        <source>Open a shop file</source>
        <translation>打开店铺文件</translation>
    </message>
    <message>
        <source>A shop that you made with Clientele before, or a backup of one.</source>
        <translation>之前用 Clientele 建立的店铺，或它的备份。</translation>
    </message>
    <message>
        <source>Restore the backup of {day}</source>
        <translation>恢复 {day} 的备份</translation>
    </message>
    <message>
        <source>Sales files</source>
        <translation>销售文件</translation>
    </message>
    <message>
        <source>Your sales file</source>
        <translation>您的销售文件</translation>
    </message>
    <message>
        <source>My shop</source>
        <translation>我的店铺</translation>
    </message>
    <message>
        <source>Shop files</source>
        <translation>店铺文件</translation>
    </message>
</context>
<context>
    <name>WordsPicker</name>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
</context>
<context>
    <name>WorthCard</name>
    <message>
        <source>What it is worth on your orders</source>
        <translation>用您的订单检验的效果</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>正在使用</translation>
    </message>
</context>
<context>
    <name>_ColumnRow</name>
    <message>
        <source>What “{column}” means</source>
        <translation>“{column}”的含义</translation>
    </message>
    <message>
        <source>That is right</source>
        <translation>没错</translation>
    </message>
    <message>
        <source>“{column}” is understood rightly</source>
        <translation>“{column}”理解正确</translation>
    </message>
    <message>
        <source>You said so</source>
        <translation>由您指定</translation>
    </message>
</context>
<context>
    <name>_FaceBox</name>
    <message>
        <source>See profile</source>
        <translation>查看资料</translation>
    </message>
    <message>
        <source>See the profile of {name}</source>
        <translation>查看 {name} 的资料</translation>
    </message>
    <message>
        <source>Customer number {code}</source>
        <translation>顾客编号 {code}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln 个订单</numerusform>
        </translation>
    </message>
    <message>
        <source>Has not ordered yet</source>
        <translation>尚未下单</translation>
    </message>
</context>
<context>
    <name>_PairCard</name>
    <message>
        <source>Same person</source>
        <translation>是同一个人</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>不是同一个人</translation>
    </message>
</context>
</TS>
