--liquibase formatted sql

--changeset test:1
create table liquibase_note (text text);
insert into liquibase_note values ('by Liquibase');
